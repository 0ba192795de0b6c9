import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { TcpGate } from "./tcp-gate.ts";

/** Collects what comes back, and waits for it. */
function dial(port: number): {
  socket: Socket;
  received: () => string;
  untilReceived: (text: string) => Promise<void>;
} {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (chunk) => (received += chunk.toString()));
  return {
    socket,
    received: () => received,
    untilReceived: async (text) => {
      while (!received.endsWith(text)) await once(socket, "data");
    },
  };
}

test("while the gate is shut nothing passes, and afterwards everything does", async () => {
  await using echo = createServer((socket) => {
    socket.on("data", (chunk) => socket.write(chunk));
    socket.on("error", () => socket.destroy()); // the gate leaves without saying goodbye
  });
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  await using gate = await TcpGate.open({ host: "127.0.0.1", port: (echo.address() as AddressInfo).port });
  const early = dial(gate.port);
  early.socket.write("one");
  await early.untilReceived("one");
  gate.shut();
  early.socket.write("two");
  const late = dial(gate.port);
  await once(late.socket, "connect");
  late.socket.write("three");
  expect(early.received()).toBe("one");
  gate.reopen();
  await Promise.all([early.untilReceived("two"), late.untilReceived("three")]);
  const closed = [early, late].map(({ socket }) => once(socket, "close"));
  for (const { socket } of [early, late]) socket.end();
  await Promise.all(closed);
});
