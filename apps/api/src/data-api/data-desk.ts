// Where requests of the Data API arrive once they are read: users, events and devices are stored before the answer.
//
//   D1. What waits in this process is bounded in calls and in bytes; beyond, a call is refused and told when to come again.
//   D2. Users are made known before their events are accepted. Events are durable when they are answered, and are in the
//       tables a moment later.
import type {
  CustomerRequest,
  DeleteRequest,
  DeviceRequest,
  EventRequest,
  MergeRequest,
  OptOutRequest,
  UserEvent,
  WorkspaceId,
} from "@sluice/schema";
import { lookupOf } from "@sluice/schema";
import type { ChangeOutcome, UserChange } from "@sluice/store";
import type { DataPorts } from "./data-ports.ts";
import { DataRefusal, invalid } from "./data-refusal.ts";
import { deviceOf } from "./device-of.ts";
import { EventPublisher } from "./event-publisher.ts";
import { GroupQueues } from "./group-queue.ts";
import { refusalOfChange } from "./refusal-of-change.ts";
import { knownUser, userChangeOf } from "./user-change-of.ts";
import { userEventsOf } from "./user-events-of.ts";

const MAX_WAITING = 5_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** Users in one transaction, a large request excepted. */
const MAX_CHANGES_A_GROUP = 500;

export class DataDesk {
  readonly #ports: DataPorts;
  readonly #changes: GroupQueues<readonly UserChange[], ChangeOutcome[]>;
  readonly #events: EventPublisher;
  #waiting = 0;
  #waitingBytes = 0;

  constructor(ports: DataPorts) {
    this.#ports = ports;
    this.#events = new EventPublisher(ports);
    this.#changes = new GroupQueues((workspaceId) => ({
      store: (group) => this.#storeChanges(workspaceId, group),
      weightOf: (changes) => changes.length,
      maxWeight: MAX_CHANGES_A_GROUP,
    }));
  }

  get waitingCount(): number {
    return this.#waiting;
  }

  /** D1. @param bytes of the request */
  async admit<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MAX_WAITING || this.#waitingBytes + bytes > MAX_WAITING_BYTES) throw tooMany();
    this.#waiting += 1;
    this.#waitingBytes += bytes;
    try {
      return await work();
    } finally {
      this.#waiting -= 1;
      this.#waitingBytes -= bytes;
    }
  }

  /** By position; null: applied. */
  async changeUsers(
    workspaceId: WorkspaceId,
    requests: readonly CustomerRequest[],
  ): Promise<(DataRefusal | null)[]> {
    const outcomes = await this.#changes.add(workspaceId, requests.map(userChangeOf));
    return outcomes.map((outcome) => (outcome === null ? null : refusalOfChange(outcome)));
  }

  /** @throws DataRefusal 400 when one of the times cannot be */
  readEvents(request: EventRequest): UserEvent[] {
    const { nowMs, randomBytes } = this.#ports;
    return userEventsOf(request, { nowMs: nowMs(), randomBytes });
  }

  /** D2 */
  async recordEvents(workspaceId: WorkspaceId, events: readonly UserEvent[]): Promise<void> {
    const byUser = Map.groupBy(events, ({ user_id }) => user_id);
    await this.#changes.add(workspaceId, [...byUser.keys()].map(knownUser));
    await Promise.all([...byUser].map(([userId, ofUser]) => this.#events.add(workspaceId, userId, ofUser)));
  }

  /** @throws DataRefusal 400 when there is no such user */
  async putDevice(workspaceId: WorkspaceId, request: DeviceRequest): Promise<void> {
    if (await this.#ports.putDevice(workspaceId, deviceOf(request))) return;
    throw invalid(
      "customer_id",
      "customer_id: there is no such user. Create the user first, then the device.",
    );
  }

  /** @throws DataRefusal 400 when there is no such user */
  async optOut(workspaceId: WorkspaceId, request: OptOutRequest): Promise<void> {
    const { user_identifier_type: type, user_identifier_value: value } = request;
    const user = await this.#ports.findUserBy(workspaceId, lookupOf(type), value);
    if (user === null)
      throw invalid("user_identifier_value", "user_identifier_value: there is no such user.");
    await this.#ports.setDeviceOptOut(workspaceId, {
      userId: user.user_id,
      which: request.device_identifiers,
      isOptedOut: request.action_type === "block",
    });
  }

  /** @throws DataRefusal 400 when one of the users is not known: then nobody was merged */
  async merge(workspaceId: WorkspaceId, { merge_data: pairs }: MergeRequest): Promise<void> {
    const unknown = await this.#ports.mergeUsers(
      workspaceId,
      pairs.map((pair) => ({ mergedUserId: pair.merged_user, retainedUserId: pair.retained_user })),
      () => this.#tellMerged(workspaceId, pairs),
    );
    const at = pairs.findIndex(({ merged_user, retained_user }) =>
      [merged_user, retained_user].some((user) => unknown.includes(user)),
    );
    if (at < 0) return;
    const field = unknown.includes(pairs[at]?.merged_user ?? "") ? "merged_user" : "retained_user";
    throw invalid(
      `merge_data[${at}].${field}`,
      `merge_data[${at}].${field}: there is no such user. Nobody was merged.`,
    );
  }

  /** Somebody who is not there is as deleted as can be: asking twice is no mistake. @returns users that went */
  async delete(workspaceId: WorkspaceId, { identifiers: [identifier] }: DeleteRequest): Promise<number> {
    if (identifier === undefined) return 0;
    const userId = await this.#idOf(workspaceId, identifier);
    if (userId === null) return 0;
    const wasThere = await this.#ports.deleteUser(workspaceId, userId, () =>
      this.#events.add(workspaceId, userId, [{ kind: "user_deleted", user_id: userId }]),
    );
    return wasThere ? 1 : 0;
  }

  async close(): Promise<void> {
    await this.#changes.settled();
    await this.#events.settled();
  }

  async #idOf(
    workspaceId: WorkspaceId,
    { identifier_type: type, identifier }: DeleteRequest["identifiers"][number],
  ): Promise<string | null> {
    const lookup = lookupOf(type);
    if (lookup === "user_id") return identifier;
    return (await this.#ports.findUserBy(workspaceId, lookup, identifier))?.user_id ?? null;
  }

  async #tellMerged(workspaceId: WorkspaceId, pairs: MergeRequest["merge_data"]): Promise<void> {
    await Promise.all(
      pairs.map(({ merged_user, retained_user }) =>
        this.#events.add(workspaceId, merged_user, [
          { kind: "user_merged", merged_user_id: merged_user, retained_user_id: retained_user },
        ]),
      ),
    );
  }

  async #storeChanges(
    workspaceId: WorkspaceId,
    group: readonly (readonly UserChange[])[],
  ): Promise<ChangeOutcome[][]> {
    const outcomes = await this.#ports.changeUsers(workspaceId, group.flat());
    let next = 0;
    return group.map((changes) => outcomes.slice(next, (next += changes.length)));
  }
}

const tooMany = (): DataRefusal =>
  new DataRefusal(429, "TooManyRequests", "More calls wait than can be kept. Try again in a second.", {
    retryAfterSeconds: 1,
  });
