// Readings of NATS that fell silent and began again by themselves: a line in the log, and a count. Once in a while is a
// server that died; again and again is one that should be looked at.
import { Counter } from "prom-client";
import type { Logger } from "./logger.ts";

export class SilentReadings {
  /** For the app's registry, by the name of the stream or bucket. */
  readonly counter = new Counter({
    name: "sluice_silent_readings_total",
    help: "Readings of a stream or bucket of NATS that fell silent and began again",
    labelNames: ["reading"],
    registers: [],
  });
  readonly #log: Pick<Logger, "warn">;

  constructor(log: Pick<Logger, "warn">) {
    this.#log = log;
  }

  tell(reading: string): void {
    this.counter.inc({ reading });
    this.#log.warn({ reading }, "reading.silent");
  }
}
