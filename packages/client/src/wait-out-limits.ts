// Makes a call again when it was refused for the rate limit, after the time that the refusal names.

export interface WaitOptions {
  /** Tries after the first; 0: a refusal is answered at once. */
  maxRetries: number;
  /** A refusal that asks for more is answered as it is. */
  maxWaitMs: number;
  sleep: (durationMs: number) => Promise<void>;
}

const DEFAULTS: WaitOptions = {
  maxRetries: 4,
  maxWaitMs: 60_000,
  sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};

type Send = (request: Request) => Promise<Response>;

export function waitOutLimits(send: Send, options: Partial<WaitOptions> = {}): Send {
  const { maxRetries, maxWaitMs, sleep } = { ...DEFAULTS, ...options };
  return async (request) => {
    for (let retries = 0; ; retries += 1) {
      // A body can be read once: each try but the last sends a copy.
      const response = await send(retries < maxRetries ? request.clone() : request);
      const waitMs = waitOf(response);
      if (waitMs === null || waitMs > maxWaitMs || retries >= maxRetries) return response;
      await response.body?.cancel();
      await sleep(waitMs);
    }
  };
}

/** @returns null when it was not refused for the limit, or does not say how long to wait. */
function waitOf({ status, headers }: Response): number | null {
  const retryAfter = headers.get("retry-after");
  if (status !== 429 || retryAfter === null) return null;
  const seconds = Number(retryAfter);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
