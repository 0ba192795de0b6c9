// Every segment that a segmentation names, and those that these name, looked up level by level.
import type {
  CustomSegmentFilter,
  Filter,
  FilterGroup,
  KnownSegment,
  SegmentationDetails,
  SegmentRef,
} from "@sluice/schema";
import { MAX_FILTER_DEPTH } from "@sluice/schema";

/** Looks up what is there; in any order. */
export type FindSegments = (refs: readonly SegmentRef[]) => Promise<readonly KnownSegment[]>;

export class FoundSegments {
  readonly #byId = new Map<string, KnownSegment>();
  readonly #byName = new Map<string, KnownSegment>();

  add(segment: KnownSegment): void {
    this.#byId.set(segment.id, segment);
    this.#byName.set(segment.name, segment);
  }

  get({ id, name }: SegmentRef): KnownSegment | undefined {
    return id === undefined ? this.#byName.get(name ?? "") : this.#byId.get(id);
  }
}

/** Deeper references than a filter may have are not followed: they are refused where they stand. */
export async function findSegments(
  segmentation: Pick<SegmentationDetails, "included_filters" | "excluded_filters">,
  find: FindSegments,
): Promise<FoundSegments> {
  const found = new FoundSegments();
  let refs = segmentRefs(segmentation);
  for (let level = 1; refs.length > 0 && level <= MAX_FILTER_DEPTH; level++) {
    const segments = await find(refs);
    for (const segment of segments) found.add(segment);
    refs = segments.flatMap(({ definition }) => (definition === null ? [] : segmentRefs(definition)));
    refs = refs.filter((ref) => found.get(ref) === undefined);
  }
  return found;
}

/** The references of a definition itself, each place for itself. */
export const segmentRefs = ({
  included_filters: included,
  excluded_filters: excluded,
}: Pick<SegmentationDetails, "included_filters" | "excluded_filters">): CustomSegmentFilter[] =>
  [included, excluded].flatMap((group) => (group === undefined ? [] : refsIn(group, 1)));

function refsIn(group: FilterGroup, level: number): CustomSegmentFilter[] {
  if (level > MAX_FILTER_DEPTH) return [];
  return group.filters.flatMap((node: Filter | FilterGroup) => {
    if ("filters" in node) return refsIn(node, level + 1);
    return node.filter_type === "custom_segments" ? [node] : [];
  });
}
