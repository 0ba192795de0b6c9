// A stream from a place on, in order, for ever: the client's ordered consumer, and a look whether it is still there (silence.ts).
// What reads so acknowledges nothing and keeps its place elsewhere.
import { type ConsumerMessages, DeliverPolicy, JetStreamApiError, type JsMsg } from "@nats-io/jetstream";
import type { BusError } from "./bus-error.ts";
import type { Bus } from "./connect.ts";
import { LOOK_EVERY_MS, readingSilent, Silence } from "./silence.ts";

const NO_MESSAGE_FOUND = 10037;

export interface StreamPlace {
  stream: string;
  /** The first sequence that is asked for; 1 and below: the oldest there is. */
  fromSeq: number;
  /** Messages that the server sends ahead. */
  maxInHand: number;
}

/** Every message, until `signal` aborts. @throws BusError READING_SILENT */
export async function* readStream(
  bus: Bus,
  place: StreamPlace,
  signal: AbortSignal,
): AsyncGenerator<JsMsg, void, undefined> {
  const messages = await consume(bus, place);
  const stop = (): void => void messages.close();
  const reader = { readSeq: Math.max(place.fromSeq - 1, 0), isWaiting: true };
  const watch = watchOver(bus, place.stream, reader, stop);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop(); // it was while the consumer was made, and is not told again
  try {
    for await (const message of messages) {
      reader.readSeq = message.seq;
      reader.isWaiting = false;
      yield message;
      reader.isWaiting = true;
    }
    if (watch.failure !== null) throw watch.failure;
  } finally {
    watch.end();
    signal.removeEventListener("abort", stop);
    await messages.close();
  }
}

async function consume(bus: Bus, { stream, fromSeq, maxInHand }: StreamPlace): Promise<ConsumerMessages> {
  const start =
    fromSeq > 1
      ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: fromSeq }
      : { deliver_policy: DeliverPolicy.All };
  const consumer = await bus.js.consumers.get(stream, start);
  return consumer.consume({ max_messages: maxInHand });
}

interface Reader {
  readSeq: number;
  /** False while whoever reads is busy with a message: the client asks for no further ones then. */
  isWaiting: boolean;
}

interface Watch {
  failure: BusError | null;
  end(): void;
}

function watchOver(bus: Bus, stream: string, reader: Reader, stop: () => void): Watch {
  const silence = new Silence(
    () => reader.readSeq,
    () => isUnreadAfter(bus, stream, reader.readSeq),
  );
  const look = async (): Promise<void> => {
    if (!reader.isWaiting || !(await silence.look()) || !reader.isWaiting) return;
    watch.failure = readingSilent(stream, reader.readSeq);
    bus.tellSilent(stream);
    stop();
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  const watch: Watch = { failure: null, end: () => clearInterval(timer) };
  return watch;
}

/** Whether the stream holds anything behind this sequence: purged messages have sequences, and nobody can read them. */
async function isUnreadAfter(bus: Bus, stream: string, seq: number): Promise<boolean> {
  const next = { seq: seq + 1, next_by_subj: ">" }; // the client sends it on, its types do not know it
  try {
    return (await bus.jsm.streams.getMessage(stream, next)) !== null;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NO_MESSAGE_FOUND) return false;
    throw error;
  }
}
