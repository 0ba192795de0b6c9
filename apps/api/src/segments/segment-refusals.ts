// How the desk for segments refuses.
import { MAX_ACTIVE_SEGMENTS, type SegmentRef } from "@sluice/schema";
import type { SegmentWritten, StoredSegment } from "@sluice/store";
import { ApiError } from "../api-error.ts";

/** @throws ApiError 404, 409 with the segment that is in the way, or 429 with the limit. */
export function assertWritten(result: SegmentWritten, ref: SegmentRef): StoredSegment {
  switch (result.kind) {
    case "written":
      return result.segment;
    case "not_found":
      throw notFound(ref);
    case "exists":
      throw alreadyThere(result);
    case "too_many":
      throw new ApiError(
        429,
        `The workspace has ${result.count} segments in use, of at most ${MAX_ACTIVE_SEGMENTS}. Archive those that nobody needs.`,
        { facts: { actual_count: result.count, limit: MAX_ACTIVE_SEGMENTS } },
      );
    default:
      return result satisfies never;
  }
}

function alreadyThere({ existing, because }: Extract<SegmentWritten, { kind: "exists" }>): ApiError {
  const what = because === "name" ? "This name is taken by" : "The same filters are those of";
  return new ApiError(
    409,
    `${what} the segment "${existing.name}" (${existing.id}). Use that one, or change yours.`,
    {
      facts: { existing_cs_name: existing.name, existing_cs_id: existing.id },
    },
  );
}

export function notFound({ id, name }: SegmentRef): ApiError {
  const which = id === undefined ? `with the name "${name ?? ""}"` : `with the id ${id}`;
  return new ApiError(
    404,
    `There is no segment ${which} in this workspace. List the segments to see which there are.`,
  );
}
