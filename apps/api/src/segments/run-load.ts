// A file → members of a list. While it goes on, the load says that it does, and how far it is.
import { parseValueFile, USER_ID_COLUMNS, type ValueFileOptions } from "@sluice/audience";
import { MAX_CONTROL_GROUP_FILE_BYTES, MAX_SEGMENT_FILE_BYTES, type WorkspaceId } from "@sluice/schema";
import {
  beatLoad,
  beginMembers,
  changeMembers,
  CONTROL_GROUP_ID,
  finishMembers,
  type LoadCounts,
  type MemberLoad,
  type Store,
  type StoredLoad,
} from "@sluice/store";

/** Far below what makes others take the process for dead. */
const BEAT_MS = 10_000;

export interface LoadDone extends LoadCounts {
  /** Added or removed. */
  changed: number;
  /** Members afterwards. */
  userCount: number;
}

type Load = Pick<
  StoredLoad,
  "load_id" | "segment_id" | "tries" | "action" | "attribute_name" | "attribute_type" | "requested_by"
>;

/**
 * Nothing is changed unless the whole file is.
 * @throws AudienceError for a file that cannot be used; LoadSupersededError; what `source` throws
 */
export async function runLoad(
  store: Store,
  workspaceId: WorkspaceId,
  stored: Load,
  source: AsyncIterable<Uint8Array>,
): Promise<LoadDone> {
  const load = toMemberLoad(workspaceId, stored);
  const counts: LoadCounts = { bytesRead: 0, valuesFound: 0, valuesProcessed: 0 };
  const beating = setInterval(() => {
    beatLoad(store.db, load, load.tries, counts).catch(() => "the next beat comes, or the load fails");
  }, BEAT_MS);
  try {
    const version = await beginMembers(store, load);
    let changed = 0;
    for await (const chunk of parseValueFile(source, fileOptions(load))) {
      if (chunk.values.length > 0) changed += await changeMembers(store, load, version, chunk.values);
      counts.bytesRead = chunk.bytesRead;
      counts.valuesFound += chunk.found;
      counts.valuesProcessed += chunk.values.length;
    }
    const finish = { ...load, by: stored.requested_by, changed, counts };
    return { ...counts, ...(await finishMembers(store, finish, version)) };
  } finally {
    clearInterval(beating);
  }
}

export const isUserId = (attributeName: string): boolean =>
  USER_ID_COLUMNS.includes(attributeName.toLowerCase());

function toMemberLoad(workspaceId: WorkspaceId, load: Load): MemberLoad {
  const { attribute_name: name, attribute_type } = load;
  const type = attribute_type === "double" ? "double" : "string";
  return {
    workspaceId,
    segmentId: load.segment_id,
    loadId: load.load_id,
    tries: load.tries,
    action: load.action,
    match: isUserId(name) ? { kind: "user_id" } : { kind: "attribute", name, type },
  };
}

const fileOptions = ({ match, segmentId }: MemberLoad): ValueFileOptions => ({
  columns: match.kind === "user_id" ? USER_ID_COLUMNS : [match.name],
  type: match.kind === "user_id" ? "user_id" : match.type,
  maxBytes: maxFileBytes(segmentId),
});

export const maxFileBytes = (segmentId: string): number =>
  segmentId === CONTROL_GROUP_ID ? MAX_CONTROL_GROUP_FILE_BYTES : MAX_SEGMENT_FILE_BYTES;
