// A piece of work done again and again until the process ends. A neighbour that is down is waited for, never a reason to
// exit: what was not done is found undone the next time.
import { ChangeBell } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

export interface Repeated {
  name: string;
  /** Pause after work that found nothing to do. */
  idleMs: number | (() => number);
  /** Ends that pause. */
  bell?: ChangeBell;
  /** @returns true when there is more to do at once. */
  work: () => Promise<boolean | void>;
  log: Logger;
}

export interface Repeating {
  /** Resolves when the work under way has ended. */
  stop(): Promise<void>;
}

export function keepDoing(repeated: Repeated): Repeating {
  const stopping = new AbortController();
  const running = repeat(repeated, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function repeat(
  { name, idleMs, bell = new ChangeBell(), work, log }: Repeated,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const { rings } = bell;
    try {
      const hasMore = (await work()) === true;
      failures = 0;
      if (!hasMore) await bell.pause(rings, typeof idleMs === "number" ? idleMs : idleMs(), signal);
    } catch (error) {
      const waitMs = Math.min(FIRST_BACKOFF_MS * 2 ** failures++, LONGEST_BACKOFF_MS);
      log.warn({ work: name, failures, waitMs, error }, "work.failed");
      await new ChangeBell().pause(0, waitMs, signal); // whoever failed waits, whatever rings
    }
  }
}
