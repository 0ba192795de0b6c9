// Once a minute, and when the server closes: when each key was used last.
import type { FastifyInstance } from "fastify";
import type { KeyPorts } from "./key-ports.ts";

const EVERY_MS = 60_000;

/** A failure costs the trace of a minute and nothing else; for the log. */
export function storeKeyUse(app: FastifyInstance, { storeUse }: Pick<KeyPorts, "storeUse">): void {
  const store = (): Promise<void> =>
    storeUse().catch((error: unknown) => app.log.warn({ err: error }, "key_use.not_stored"));
  const timer = setInterval(() => void store(), EVERY_MS).unref();
  app.addHook("onClose", async () => {
    clearInterval(timer);
    await store();
  });
}
