// I9: a listener on an address that Sluice may not call, and a campaign that asks for it. Nobody may ever connect.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** Loopback, but outside of the one address that the stage allows. */
const FORBIDDEN_HOST = "127.0.0.9";

export interface Canary extends AsyncDisposable {
  url: string;
  readonly connectionCount: number;
}

export async function openCanary(): Promise<Canary> {
  let connectionCount = 0;
  const server = createServer((socket) => {
    connectionCount += 1;
    socket.destroy();
  });
  server.listen(0, FORBIDDEN_HOST);
  await once(server, "listening");
  return {
    url: `http://${FORBIDDEN_HOST}:${(server.address() as AddressInfo).port}`,
    get connectionCount() {
      return connectionCount;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, "close");
    },
  };
}
