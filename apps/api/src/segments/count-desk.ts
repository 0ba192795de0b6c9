// How many users an audience has now. For people who choose one, and for campaigns that are not sent yet.
import { controlGroupSalt, cutConditions, expandAudience, segmentationProblems } from "@sluice/audience";
import type { AudienceCount, AudienceCountRequest, WorkspaceId } from "@sluice/schema";
import { CONTROL_GROUP_ID, controlGroup, countWithin, findSegments } from "@sluice/store";
import { ApiError } from "../api-error.ts";
import type { SegmentPorts } from "./segment-ports.ts";

/** Each reads a whole table for a while; the rest of the pool is for everybody else. */
const MAX_COUNTS_AT_ONCE = 2;

const QUERY_CANCELED = "57014";

export class CountDesk {
  readonly #ports: SegmentPorts;
  #counting = 0;

  constructor(ports: SegmentPorts) {
    this.#ports = ports;
  }

  /** Within about 15 seconds. @throws ApiError 400 with every problem of the audience; 503 when too many count */
  async count(workspaceId: WorkspaceId, request: AudienceCountRequest): Promise<AudienceCount> {
    const conditions = await this.#conditions(workspaceId, request);
    if (this.#counting >= MAX_COUNTS_AT_ONCE) throw tooMany();
    this.#counting += 1;
    try {
      const { targeted, excluded, isEstimate } = await countWithin(
        this.#ports.storeOf(workspaceId),
        conditions,
      );
      const out = Object.values(excluded).reduce((sum, count) => sum + count, 0);
      return { users: targeted - out, targeted, excluded, is_estimate: isEstimate };
    } catch (error) {
      throw Reflect.get(Object(error), "code") === QUERY_CANCELED ? tooLong(error) : error;
    } finally {
      this.#counting -= 1;
    }
  }

  async #conditions(workspaceId: WorkspaceId, request: AudienceCountRequest) {
    const { segmentation_details: segmentation, control_group_details: groups } = request;
    const { db } = this.#ports.storeOf(workspaceId);
    const field = "segmentation_details";
    const expanded = await expandAudience(segmentation, field, (refs) => findSegments(db, workspaceId, refs));
    const { errors, cannotBeSentYet, audience } = expanded;
    const problems = [...segmentationProblems(segmentation, field), ...errors, ...cannotBeSentYet];
    if (problems.length > 0)
      throw new ApiError(400, "The audience cannot be counted as it is.", { problems });
    const isHeldOut = groups?.is_global_control_group_enabled === true;
    const { percentage, version } = isHeldOut ? await controlGroup(db, workspaceId) : NOBODY;
    const share = { salt: controlGroupSalt(workspaceId), share: percentage / 100 };
    const heldOut = isHeldOut ? { globalControlGroup: { listId: CONTROL_GROUP_ID, version, share } } : {};
    return cutConditions({ audience, workspaceId, nowMs: this.#ports.nowMs(), heldOut });
  }
}

const NOBODY = { percentage: 0, version: 0 };

const tooMany = (): ApiError =>
  new ApiError(503, `${MAX_COUNTS_AT_ONCE} audiences are being counted. Try again in a moment.`, {
    retryAfterSeconds: 5,
  });

const tooLong = (cause: unknown): ApiError =>
  new ApiError(503, "Counting takes too long at the moment. Try again later, or choose with fewer filters.", {
    cause,
  });
