// NATS spoken by hand, enough to store messages and to count them: the real client belongs to packages/bus.
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";

export interface NatsAccess {
  address: string;
  credentials?: { user: string; password: string };
}

/** One request, one reply; throws what the server says after -ERR. */
export async function askNats(
  access: NatsAccess,
  subject: string,
  payload: object,
): Promise<Record<string, unknown>> {
  const [host, port] = access.address.split(":");
  const socket = connect(Number(port), host);
  socket.on("error", () => undefined);
  try {
    await once(socket, "connect");
    const body = JSON.stringify(payload);
    const login = {
      verbose: false,
      pedantic: false,
      user: access.credentials?.user,
      pass: access.credentials?.password,
    };
    socket.write(
      `CONNECT ${JSON.stringify(login)}\r\nSUB reply 1\r\nPUB ${subject} reply ${body.length}\r\n${body}\r\n`,
    );
    for await (const line of createInterface({ input: socket })) {
      if (line.startsWith("-ERR")) throw new Error(line);
      if (line.startsWith("{")) return JSON.parse(line);
    }
    throw new Error("NATS closed the connection");
  } finally {
    socket.destroy();
  }
}

export async function createStream(access: NatsAccess): Promise<void> {
  await askNats(access, "$JS.API.STREAM.CREATE.KEPT", {
    name: "KEPT",
    subjects: ["kept.>"],
    storage: "file",
  });
}

export async function storeMessage(access: NatsAccess): Promise<void> {
  const reply = await askNats(access, "kept.one", { text: "hello" });
  if (reply["seq"] === undefined) throw new Error(`not stored: ${JSON.stringify(reply)}`);
}

export async function countMessages(access: NatsAccess): Promise<number> {
  const reply = await askNats(access, "$JS.API.STREAM.INFO.KEPT", {});
  return (reply["state"] as { messages: number }).messages;
}
