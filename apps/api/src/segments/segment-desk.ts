// Custom segments: written, read, changed, archived. What a campaign may name is judged here already, as far as it can be.
//
//   S1. A definition that could never be part of an audience is refused when it is written.
//   S2. Every change is in the audit log, in the same transaction.
import { definitionHash, definitionProblems, expandAudience } from "@sluice/audience";
import {
  type KnownSegment,
  MAX_ACTIVE_SEGMENTS,
  mintCampaignId,
  type SegmentCreate,
  type SegmentDefinition,
  type SegmentPatch,
  type SegmentRef,
  type SegmentView,
} from "@sluice/schema";
import {
  auditWorkspace,
  findSegments,
  getSegment,
  insertSegment,
  listLoads,
  listSegments,
  type SegmentWritten,
  setSegmentArchived,
  type StoredSegment,
  type TellOutcome,
  updateSegment,
  type WorkspaceEvent,
} from "@sluice/store";
import { ApiError } from "../api-error.ts";
import { assertWritten, notFound } from "./segment-refusals.ts";
import type { Caller, SegmentPorts } from "./segment-ports.ts";
import { toLoadView, toSegmentView } from "./segment-views.ts";

type Db = Parameters<typeof findSegments>[0];

/** Archived segments are listed for so long, as the product lists them. */
const ARCHIVED_LISTED_MS = 180 * 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

interface Written {
  /** Whom the call names, beside whose key it is. */
  claimedBy?: string | undefined;
  tell?: TellOutcome<SegmentView> | undefined;
}

export class SegmentDesk {
  readonly #ports: SegmentPorts;

  constructor(ports: SegmentPorts) {
    this.#ports = ports;
  }

  /** @throws ApiError 400 (S1), 409, 429 */
  async create(
    caller: Caller,
    { name, ...definition }: SegmentCreate,
    tell?: TellOutcome<SegmentView>,
  ): Promise<SegmentView> {
    const id = this.#mintId();
    const create = async (db: Db): Promise<StoredSegment> => {
      await assertUsable(db, caller, { id, name }, definition);
      const { nowMs } = this.#ports;
      const hash = definitionHash(definition);
      const by = { by: caller.actor.person, at: new Date(nowMs()) };
      const row = {
        ...key(caller, id),
        type: "FILTER",
        name,
        definition,
        definitionHash: hash,
        ...by,
      } as const;
      return assertWritten(await insertSegment(db, row, MAX_ACTIVE_SEGMENTS), { id });
    };
    return toSegmentView(await this.#write(caller, "segment.created", create, { tell }));
  }

  /** An empty list of users, to be filled from a file. @throws ApiError 409, 429 */
  async createFile(caller: Caller, name: string, expiryDays: number | undefined): Promise<StoredSegment> {
    const id = this.#mintId();
    const now = this.#ports.nowMs();
    const expiresAt = expiryDays === undefined ? undefined : new Date(now + expiryDays * DAY_MS);
    const by = { by: caller.actor.person, at: new Date(now), expiresAt };
    const row = {
      ...key(caller, id),
      type: "FILE",
      name,
      definition: null,
      definitionHash: null,
      ...by,
    } as const;
    return this.#write(caller, "segment.created", async (db) =>
      assertWritten(await insertSegment(db, row, MAX_ACTIVE_SEGMENTS), { id }),
    );
  }

  /** @throws ApiError 400 (S1), 403 for a segment that has no filters or is archived, 404, 409 */
  async change(
    caller: Caller,
    id: string,
    patch: SegmentPatch,
    tell?: TellOutcome<SegmentView>,
  ): Promise<SegmentView> {
    const { name, updated_by: claimedBy, ...definition } = patch;
    const change = async (db: Db): Promise<StoredSegment> => {
      const before = await getSegment(db, key(caller, id));
      if (before === null) throw notFound({ id });
      assertChangeable(before);
      await assertUsable(db, caller, { id, name: name ?? before.name }, definition);
      const hash = definitionHash(definition);
      const by = { by: caller.actor.person, at: new Date(this.#ports.nowMs()) };
      const row = { ...key(caller, id), name, definition, definitionHash: hash, ...by };
      return assertWritten(await updateSegment(db, row), { id });
    };
    return toSegmentView(await this.#write(caller, "segment.changed", change, { claimedBy, tell }));
  }

  async list(
    { workspaceId }: Caller,
    page: { name?: string | undefined; withArchived: boolean; after?: string | undefined; limit: number },
  ): Promise<SegmentView[]> {
    const { withArchived, ...rest } = page;
    const archivedSince = withArchived ? new Date(this.#ports.nowMs() - ARCHIVED_LISTED_MS) : null;
    const { db } = this.#ports.storeOf(workspaceId);
    return (await listSegments(db, { workspaceId, archivedSince, ...rest })).map(toSegmentView);
  }

  /** @throws ApiError 404 */
  async get(caller: Caller, id: string): Promise<SegmentView> {
    const { db } = this.#ports.storeOf(caller.workspaceId);
    const segment = await getSegment(db, key(caller, id));
    if (segment === null) throw notFound({ id });
    if (segment.type === "FILTER") return toSegmentView(segment);
    const [lastLoad] = await listLoads(db, key(caller, id), 1);
    return { ...toSegmentView(segment), last_load: lastLoad === undefined ? null : toLoadView(lastLoad) };
  }

  /** @throws ApiError 404 when there is none, 400 when it is not said which */
  async find({ workspaceId }: Caller, ref: SegmentRef): Promise<KnownSegment> {
    if (ref.id === undefined && ref.name === undefined) throw unnamed();
    const [segment] = await findSegments(this.#ports.storeOf(workspaceId).db, workspaceId, [ref]);
    if (segment === undefined) throw notFound(ref);
    return segment;
  }

  /** @throws ApiError 404; 409 or 429 when it cannot come back */
  async setArchived(
    caller: Caller,
    id: string,
    isArchived: boolean,
    tell?: TellOutcome<SegmentView>,
  ): Promise<SegmentView> {
    const at = isArchived ? new Date(this.#ports.nowMs()) : null;
    const action = isArchived ? "segment.archived" : "segment.unarchived";
    const archive = async (db: Db): Promise<StoredSegment> => {
      const result: SegmentWritten = await setSegmentArchived(db, key(caller, id), at, MAX_ACTIVE_SEGMENTS);
      return assertWritten(result, { id });
    };
    return toSegmentView(await this.#write(caller, action, archive, { tell }));
  }

  #mintId(): string {
    return mintCampaignId(this.#ports.nowMs(), this.#ports.randomBytes(6));
  }

  /** S2 */
  async #write(
    { workspaceId, actor }: Caller,
    action: WorkspaceEvent["action"],
    work: (db: Db) => Promise<StoredSegment>,
    { claimedBy, tell }: Written = {},
  ): Promise<StoredSegment> {
    const { db } = this.#ports.storeOf(workspaceId);
    return db.transaction().execute(async (tx) => {
      const segment = await work(tx);
      const { id, name, version } = segment;
      const claim = claimedBy === undefined ? {} : { claimed_by: claimedBy };
      const detail = { segment_id: id, name, version, ...claim };
      await auditWorkspace(tx, { workspaceId, action, by: actor, detail, nowMs: this.#ports.nowMs() });
      await tell?.(tx, toSegmentView(segment));
      return segment;
    });
  }
}

const key = ({ workspaceId }: Caller, segmentId: string) => ({ workspaceId, segmentId });

const unnamed = (): ApiError =>
  new ApiError(400, "Say which segment.", {
    problems: [{ field: "cs_id", issue: "give the id of the segment, or its name" }],
  });

function assertChangeable({ type, name, is_archived }: StoredSegment): void {
  if (type === "FILE") throw new ApiError(403, `"${name}" has no filters: its users change by files.`);
  if (is_archived) throw new ApiError(403, `"${name}" is archived. Unarchive it, then change it.`);
}

/** S1. @throws ApiError 400 */
async function assertUsable(
  db: Db,
  { workspaceId }: Caller,
  { id, name }: { id: string; name: string },
  definition: SegmentDefinition,
): Promise<void> {
  const own: KnownSegment = {
    id,
    name,
    type: "FILTER",
    version: 1,
    is_archived: false,
    updated_by: "",
    definition,
  };
  const { errors } = await expandAudience(definition, "", async (refs) => {
    const others = await findSegments(db, workspaceId, refs);
    const isOwnNamed = refs.some((ref) => (ref.id === undefined ? ref.name === name : ref.id === id));
    return [...others.filter((other) => other.id !== id), ...(isOwnNamed ? [own] : [])];
  });
  const problems = [...definitionProblems(definition), ...errors];
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new ApiError(400, `The segment has ${count}: correct the fields that are listed.`, { problems });
}
