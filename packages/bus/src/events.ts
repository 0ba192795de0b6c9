// Events of users on their way from the API to everybody who follows them.
//
//   E1. What is acknowledged is stored. A message that is published again, because its acknowledgement was lost, has the same
//       id and is stored once.
//   E2. Events of one user are on one subject, in the order in which they were accepted.
//   E3. The stream is bounded and takes nothing more when it is full: what was accepted is never pushed out.
import { JetStreamApiError, type JsMsg } from "@nats-io/jetstream";
import { EventsMessage, type WorkspaceId } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { readStream } from "./read-stream.ts";
import { EVENTS } from "./stream-names.ts";
import { eventsSubject, workspaceOfEvents } from "./subjects.ts";

const STREAM_FULL = 10077;
const PUBLISH_TIMEOUT_MS = 2_000;
const MAX_IN_HAND = 200;

export interface NewEvents {
  /** E1 */
  id: string;
  workspaceId: WorkspaceId;
  shard: number;
  /** JSON of an `EventsMessage`. */
  payload: string;
}

/** @throws when it is not known whether the message was stored: publish it again (E1). */
export async function publishEvents(bus: Bus, events: NewEvents): Promise<"stored" | "stream_full"> {
  try {
    const subject = eventsSubject(events.workspaceId, events.shard);
    await bus.js.publish(subject, events.payload, { msgID: events.id, timeout: PUBLISH_TIMEOUT_MS });
    return "stored";
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_FULL) return "stream_full";
    throw error;
  }
}

export interface ReadEvents {
  seq: number;
  /** When the server stored it: the same for everybody who reads it. */
  storedAtMs: number;
  /** null: no message of events, or one of another workspace than its subject says. */
  message: EventsMessage | null;
  subject: string;
  /** Messages behind this one. */
  pending: number;
}

export interface EventsHead {
  /** Tells one life of the stream from the next: sequences start anew when it is made again. */
  identity: string;
  /** Sequence of the last message, also when it is purged by now; 0 when there was never one. */
  lastSeq: number;
  /** Bytes in the stream, of its bound. */
  fill: number;
}

export async function eventsHead(bus: Bus): Promise<EventsHead> {
  const { created, state, config } = await bus.jsm.streams.info(EVENTS);
  return {
    identity: created,
    lastSeq: state.last_seq,
    fill: config.max_bytes > 0 ? state.bytes / config.max_bytes : 0,
  };
}

/**
 * Every message from `fromSeq` on, in order, for ever; ends when `signal` aborts.
 * @throws BusError READING_SILENT: read again behind the last message.
 */
export async function* readEvents(
  bus: Bus,
  fromSeq: number,
  signal: AbortSignal,
): AsyncGenerator<ReadEvents> {
  const place = { stream: EVENTS, fromSeq, maxInHand: MAX_IN_HAND };
  for await (const message of readStream(bus, place, signal)) yield toReadEvents(message);
}

function toReadEvents(message: JsMsg): ReadEvents {
  const { seq, subject } = message;
  return {
    seq,
    subject,
    storedAtMs: Date.parse(message.timestamp),
    message: decode(message),
    pending: message.info.pending,
  };
}

function decode(message: JsMsg): EventsMessage | null {
  try {
    const events = EventsMessage.parse(message.json());
    return events.workspace_id === workspaceOfEvents(message.subject) ? events : null;
  } catch {
    return null;
  }
}

/** Makes room: everybody who follows must have read up to `lastSeq`. */
export async function purgeEvents(bus: Bus, lastSeq: number): Promise<void> {
  await bus.jsm.streams.purge(EVENTS, { seq: lastSeq + 1 });
}
