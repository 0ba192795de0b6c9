// Ports on loopback, chosen below the range from which systems serve outgoing connections (Linux 32768, macOS 49152):
// a sender with thousands of connections must not be sitting on our port in the second in which a server restarts.
import { createServer } from "node:net";
import { EmbeddedError } from "./embedded-error.ts";

const LOWEST_PORT = 20_000;
const PORT_COUNT = 10_000;
const MAX_TRIES = 200;

/** @throws EmbeddedError NO_FREE_PORT */
export async function pickFreePort(exceptPorts: readonly number[], random = Math.random): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const port = LOWEST_PORT + Math.floor(random() * PORT_COUNT);
    if (!exceptPorts.includes(port) && (await isPortFree(port))) return port;
  }
  const range = `${LOWEST_PORT} to ${LOWEST_PORT + PORT_COUNT - 1}`;
  throw new EmbeddedError(
    "NO_FREE_PORT",
    `No free port was found on 127.0.0.1 from ${range}; stop what uses them.`,
  );
}

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
