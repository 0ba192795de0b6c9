// Ports of this machine. Somebody may be faster afterwards; then the app's own start fails.
import { once } from "node:events";
import { createServer, type Server } from "node:net";

export async function isPortFree(port: number, host: string): Promise<boolean> {
  return (await listenBriefly(port, host)) !== null;
}

/** One that nobody listens at: for processes that have to be told the same one. */
export async function anyFreePort(host: string): Promise<number> {
  const port = await listenBriefly(0, host);
  if (port === null) throw new Error(`no port of ${host} is free`);
  return port;
}

/** @returns the port; null when it is taken. */
async function listenBriefly(port: number, host: string): Promise<number | null> {
  const server = createServer().listen(port, host);
  try {
    await once(server, "listening");
    return portOf(server);
  } catch {
    return null;
  } finally {
    server.close();
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
