// Everything that Slack delivers comes through here, whichever way: before Bolt and after it.
//
//   D1. What has not the form of anything that Slack sends is refused; nothing behind the door sees it.
//   D2. What is delivered again gets the acknowledgement that it got before, and is not done again: while it is under way too.
//       Over restarts the memory knows (handle-once.ts).
//   D3. Everything is acknowledged. When no listener did, whoever acted is told that nothing was done; a modal keeps what was
//       written into it.
//   D4. An acknowledgement that does not arrive ends nothing: what was asked for is done, and Slack hears it when it asks again.
import { type App, AuthorizationError, type ReceiverEvent } from "@slack/bolt";
import type { Logger } from "@sluice/telemetry";
import { NotInstalled } from "../offices/offices.ts";
import { type SoundPayload, soundPayload } from "./sound-payload.ts";
import { nothingDone, tellOverResponseUrl } from "./nothing-done.ts";

const MAX_REMEMBERED = 2_000;

export class FrontDoor {
  readonly #log: Logger;
  readonly #nowMs: () => number;
  /** D2: the oldest first. */
  readonly #answers = new Map<string, Promise<unknown>>();
  #lastEventAtMs = 0;

  constructor({ log, nowMs }: { log: Logger; nowMs: () => number }) {
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /** 0: never. */
  get lastEventAtMs(): number {
    return this.#lastEventAtMs;
  }

  /** The app as receivers see it. */
  before(app: App): App {
    return Object.create(app, {
      processEvent: { value: (event: ReceiverEvent) => this.#admit(app, event) },
    }) as App;
  }

  /** @throws MalformedPayload, AuthorizationError, and what Bolt throws before anybody was acknowledged */
  async #admit(app: App, event: ReceiverEvent): Promise<void> {
    const payload = soundPayload(event.body); // D1
    this.#lastEventAtMs = this.#nowMs();
    const { key } = payload;
    const known = key === null ? undefined : this.#answers.get(key);
    if (known !== undefined) return this.#acknowledge(event, await known);
    const answer = Promise.withResolvers<unknown>();
    if (key !== null) this.#remember(key, answer.promise);
    try {
      await this.#process(app, event, payload, answer.resolve);
    } catch (error) {
      if (key !== null) this.#answers.delete(key);
      answer.resolve(undefined);
      throw error;
    }
  }

  async #process(
    app: App,
    event: ReceiverEvent,
    payload: SoundPayload,
    answered: (response: unknown) => void,
  ): Promise<void> {
    let isAcknowledged = false;
    const ack = async (response?: unknown): Promise<void> => {
      if (isAcknowledged) return;
      isAcknowledged = true;
      answered(response);
      await this.#acknowledge(event, response);
    };
    try {
      await app.processEvent({ ...event, ack });
    } catch (error) {
      if (isAcknowledged) return this.#log.error({ err: error }, "slack.failed");
      if (!(error instanceof AuthorizationError) || payload.kind !== "command") throw error;
      return ack({ response_type: "ephemeral", text: notHere(error) });
    }
    if (isAcknowledged) return;
    const word = nothingDone(payload.kind, event.body); // D3
    await ack(word.acknowledgement);
    await tellOverResponseUrl(event.body, word.text, this.#log);
  }

  /** D4 */
  async #acknowledge(event: ReceiverEvent, response: unknown): Promise<void> {
    try {
      await event.ack(response);
    } catch (error) {
      this.#log.warn({ err: error }, "slack.not_acknowledged");
    }
  }

  #remember(key: string, answer: Promise<unknown>): void {
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MAX_REMEMBERED && oldest !== undefined) this.#answers.delete(oldest);
  }
}

const notHere = (error: AuthorizationError): string =>
  error.original instanceof NotInstalled
    ? "Sluice is not linked with this Slack workspace, or was removed from it. An operator links it: `sluice slack link --help`."
    : "Sluice cannot look up this Slack workspace now; nothing was done. Try again in a moment.";
