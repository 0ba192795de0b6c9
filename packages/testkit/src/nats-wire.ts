// A wire to a real nats-server on which single messages can be lost, in both directions: as a client finds a server whose consumer
// was lost with another one. The connection lives, everything else is answered.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface NatsWire extends AsyncDisposable {
  /** As the server's own, credentials too, over the wire. */
  url: string;
  /** From now on a message is lost when its line (`PUB subject reply size`, `MSG subject sid reply size`) matches. */
  lose(line: RegExp): void;
  loseNothing(): void;
  /** Messages lost so far. */
  lostCount(): number;
}

const NOTHING = /(?!)/;
const LINE_END = "\r\n";
/** Whatever has a payload behind its line. */
const CARRIES_PAYLOAD = /^H?(?:PUB|MSG) /i;

/** @param natsUrl of one server without TLS */
export async function startNatsWire(natsUrl: string): Promise<NatsWire> {
  const server = new URL(natsUrl);
  const sockets = new Set<Socket>();
  let lost = NOTHING;
  let lostCount = 0;
  const passes = (line: string): boolean => {
    if (!lost.test(line)) return true;
    lostCount += 1;
    return false;
  };
  const wire = createServer((client) => {
    const upstream = connect(Number(server.port), server.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on("data", forwarding(to, passes));
      from.on("error", () => undefined);
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  wire.listen(0, "127.0.0.1");
  await once(wire, "listening");
  const url = new URL(natsUrl);
  url.hostname = "127.0.0.1";
  url.port = String((wire.address() as AddressInfo).port);
  return {
    url: url.href,
    lose: (line) => void (lost = line),
    loseNothing: () => void (lost = NOTHING),
    lostCount: () => lostCount,
    [Symbol.asyncDispose]: async () => {
      wire.close();
      for (const socket of sockets) socket.destroy();
      await once(wire, "close");
    },
  };
}

/** @returns takes chunks as they come, and hands on whole messages. */
function forwarding(to: Socket, passes: (line: string) => boolean): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let size = firstSize(rest); size <= rest.length; size = firstSize(rest)) {
      const message = rest.subarray(0, size);
      if (passes(lineOf(message))) to.write(message);
      rest = rest.subarray(size);
    }
  };
}

const lineOf = (bytes: Buffer): string => bytes.toString("latin1", 0, bytes.indexOf(LINE_END));

/** Bytes of the first message, with its payload; infinite while its line has not come whole. */
function firstSize(bytes: Buffer): number {
  if (bytes.indexOf(LINE_END) < 0) return Infinity;
  const line = lineOf(bytes);
  const lineSize = line.length + LINE_END.length;
  return CARRIES_PAYLOAD.test(line) ? lineSize + Number(line.split(" ").at(-1)) + LINE_END.length : lineSize;
}
