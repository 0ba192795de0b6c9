// A segmentation → an audience that names no custom segments: what each of them says stands in its place.
//
//   E1. A FILTER segment becomes a group of its filters, a FILE segment a test for the members of one version of it.
//   E2. A reference is a level of nesting, as a group is; a FILE segment is none.
//   E3. What cannot be expanded is told at the place where the campaign names the segment, in words that name it.
import {
  type Audience,
  type AudienceGroup,
  type CustomSegmentFilter,
  type Filter,
  type FilterGroup,
  type KnownSegment,
  MAX_FILTER_DEPTH,
  type Problem,
  type SegmentationDetails,
  type SegmentRef,
  type UsedSegment,
} from "@sluice/schema";
import { countFilters, MAX_FILTERS } from "../filter/count-filters.ts";
import { findSegments, type FindSegments, type FoundSegments } from "./find-segments.ts";

export interface ExpandedAudience {
  audience: Audience;
  /** Every segment in it, those inside segments among them. */
  segments: UsedSegment[];
  /** Who changed one of them last. */
  editors: string[];
  errors: Problem[];
  cannotBeSentYet: Problem[];
}

/** Limit of the product, over everything that stands in place of segments. */
const MAX_AUDIENCE_BYTES = 256 * 1024;

/** @param prefix dotted path of the segmentation */
export async function expandAudience(
  segmentation: SegmentationDetails,
  prefix: string,
  find: FindSegments,
): Promise<ExpandedAudience> {
  const { included_filters: included, excluded_filters: excluded, is_all_user_campaign } = segmentation;
  const found = await findSegments(segmentation, find);
  const expansion = new Expansion(found);
  const audience: Audience = {
    ...(is_all_user_campaign !== undefined && { is_all_user_campaign }),
    ...(included !== undefined && { included_filters: expansion.group(included, at(prefix, "included")) }),
    ...(excluded !== undefined && { excluded_filters: expansion.group(excluded, at(prefix, "excluded")) }),
  };
  const segments = [...expansion.used.values()];
  return {
    audience,
    segments: segments.map(({ id, name, type, version }) => ({ id, name, type, version })),
    editors: [...new Set(segments.map(({ updated_by }) => updated_by))],
    errors: [...expansion.errors, ...(segments.length === 0 ? [] : sizeProblems(audience, prefix))],
    cannotBeSentYet: expansion.cannotBeSentYet,
  };
}

const at = (prefix: string, side: "included" | "excluded"): Place => ({
  field: prefix === "" ? `${side}_filters` : `${prefix}.${side}_filters`,
  within: [],
  level: 1,
});

/** Where the walk is: in the campaign's own filters, or in those of a segment that it names. */
interface Place {
  field: string;
  /** The segments on the way, outermost first. */
  within: readonly KnownSegment[];
  level: number;
}

class Expansion {
  readonly used = new Map<string, KnownSegment>();
  readonly errors: Problem[] = [];
  readonly cannotBeSentYet: Problem[] = [];
  readonly #found: FoundSegments;

  constructor(found: FoundSegments) {
    this.#found = found;
  }

  group({ filter_operator, filters }: FilterGroup, place: Place): AudienceGroup {
    if (place.level > MAX_FILTER_DEPTH) {
      this.#refuse(
        place,
        `filters nest at most ${MAX_FILTER_DEPTH} levels deep, a custom segment being a level`,
      );
      return { filter_operator, filters: [] };
    }
    const expanded = filters.map((filter, index) => {
      const isOwn = place.within.length === 0;
      return this.#node(filter, {
        ...place,
        field: isOwn ? `${place.field}.filters[${index}]` : place.field,
      });
    });
    return { filter_operator, filters: expanded };
  }

  #node(node: Filter | FilterGroup, place: Place): AudienceGroup["filters"][number] {
    if ("filters" in node) return this.group(node, { ...place, level: place.level + 1 });
    if (node.filter_type === "custom_segments") return this.#segment(node, place);
    if (node.filter_type === "actions" && place.within.length > 0) this.#notYet(place);
    return node;
  }

  #segment(ref: CustomSegmentFilter, place: Place): AudienceGroup["filters"][number] {
    const segment = this.#found.get(ref);
    const problem = segment === undefined ? missing(ref) : unusable(segment, place);
    if (segment === undefined || problem !== null) {
      this.#refuse(place, problem ?? "");
      return ref;
    }
    this.used.set(segment.id, segment);
    if (segment.definition === null) {
      return { filter_type: "segment_members", segment_id: segment.id, version: segment.version };
    }
    const { included_filters, excluded_filters } = segment.definition;
    const inside = { ...place, within: [...place.within, segment], level: place.level + 1 };
    const included = this.group(included_filters, inside);
    if (excluded_filters === undefined) return included;
    const excluded = { ...this.group(excluded_filters, inside), negate: true };
    return { filter_operator: "and", filters: [included, excluded] };
  }

  #refuse({ field, within }: Place, issue: string): void {
    this.errors.push({ field, issue: inSegment(within, issue) });
  }

  #notYet({ field, within }: Place): void {
    const issue = "what users did is not known yet; filter by user_attributes or a custom segment";
    this.cannotBeSentYet.push({ field, issue: inSegment(within, issue) });
  }
}

/** E3 */
function inSegment(within: readonly KnownSegment[], issue: string): string {
  const names = within.map(({ name }) => `"${name}"`);
  return names.length === 0 ? issue : `in the segment ${names.join(", in ")}: ${issue}`;
}

function missing({ id, name }: SegmentRef): string {
  const which = id === undefined ? `named "${name ?? ""}"` : `with the id ${id}`;
  return `there is no custom segment ${which} in this workspace; list the segments to see which there are`;
}

function unusable(segment: KnownSegment, { within }: Place): string | null {
  const { name, id } = segment;
  if (within.some((outer) => outer.id === id)) return `the segment "${name}" refers to itself`;
  if (segment.is_archived) return `the segment "${name}" is archived; unarchive it, or choose another`;
  if (segment.version > 0) return null;
  return `the segment "${name}" has no users yet: no file has been loaded; wait for it, or load one`;
}

function sizeProblems(audience: Audience, field: string): Problem[] {
  const filterCount = countFilters(audience.included_filters) + countFilters(audience.excluded_filters);
  const problems: Problem[] = [];
  if (filterCount > MAX_FILTERS) {
    const issue = `has ${filterCount} filters with those of its segments; at most ${MAX_FILTERS} are possible`;
    problems.push({ field, issue });
  }
  if (Buffer.byteLength(JSON.stringify(audience)) > MAX_AUDIENCE_BYTES) {
    problems.push({ field, issue: "is larger than 256 KB with what its segments say; use shorter lists" });
  }
  return problems;
}
