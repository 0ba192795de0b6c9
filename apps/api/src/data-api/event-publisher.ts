// Events onto the stream. Those of one shard that come while a message is being stored share the next one.
//
//   P1. Resolves when everything is stored. A publish whose acknowledgement was lost is repeated with the same id.
//   P2. A message stays far below what the server takes: a large request becomes several messages.
import { randomUUID } from "node:crypto";
import { type EventEntry, type EventsMessage, eventShard, type WorkspaceId } from "@sluice/schema";
import type { DataPorts } from "./data-ports.ts";
import { DataRefusal } from "./data-refusal.ts";
import { GroupQueues } from "./group-queue.ts";

const MAX_MESSAGE_CHARACTERS = 200_000;
const MAX_TRIES = 3;

interface Part {
  /** JSON of entries, with commas between. */
  entries: string;
}

export class EventPublisher {
  readonly #publish: DataPorts["publishEvents"];
  readonly #queues: GroupQueues<Part, true>;

  constructor({ publishEvents }: Pick<DataPorts, "publishEvents">) {
    this.#publish = publishEvents;
    this.#queues = new GroupQueues((name) => ({
      store: (group) => this.#store(name, group),
      weightOf: ({ entries }) => entries.length,
      maxWeight: MAX_MESSAGE_CHARACTERS,
    }));
  }

  /** @param userId whose events, or whose end. @throws DataRefusal 503 when the stream is full; errors of the bus */
  async add(workspaceId: WorkspaceId, userId: string, entries: readonly EventEntry[]): Promise<void> {
    const name = `${workspaceId} ${eventShard(userId)}`;
    await Promise.all(partsOf(entries).map((part) => this.#queues.add(name, part)));
  }

  settled(): Promise<void> {
    return this.#queues.settled();
  }

  async #store(name: string, group: readonly Part[]): Promise<true[]> {
    const [workspaceId = "", shard = "0"] = name.split(" ");
    const head: Omit<EventsMessage, "entries"> = { v: 1, workspace_id: workspaceId };
    const entries = group.map((part) => part.entries).join(",");
    const payload = `${JSON.stringify(head).slice(0, -1)},"entries":[${entries}]}`;
    const events = { id: randomUUID(), workspaceId, shard: Number(shard), payload };
    if ((await this.#publishSurely(events)) === "stream_full") throw full();
    return group.map(() => true);
  }

  /** P1 */
  async #publishSurely(events: Parameters<DataPorts["publishEvents"]>[0]): Promise<"stored" | "stream_full"> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#publish(events);
      } catch (error) {
        if (tries === MAX_TRIES)
          throw new DataRefusal(503, "ServiceUnavailable", UNREACHABLE, { cause: error });
      }
    }
  }
}

const UNREACHABLE =
  "The bus cannot be reached: it is not known whether the events were stored. Try again in a moment.";

const full = (): DataRefusal =>
  new DataRefusal(503, "ServiceUnavailable", "More events wait than can be kept. Try again in a minute.", {
    retryAfterSeconds: 60,
  });

/** P2 */
function partsOf(entries: readonly EventEntry[]): Part[] {
  const parts: Part[] = [];
  for (const entry of entries) {
    const json = JSON.stringify(entry);
    const last = parts.at(-1);
    if (last !== undefined && last.entries.length + json.length < MAX_MESSAGE_CHARACTERS)
      last.entries += `,${json}`;
    else parts.push({ entries: json });
  }
  return parts;
}
