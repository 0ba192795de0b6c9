import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { TcpGate } from "./tcp-gate.ts";

/** The gate leaves without saying goodbye when the test is over. */
function dial(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  return socket.on("error", () => socket.destroy());
}

test("while the gate is shut nothing passes, and afterwards everything does", async () => {
  await using echo = Object.assign(
    createServer((socket) => socket.pipe(socket)),
    {},
  );
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  await using gate = await TcpGate.open({ host: "127.0.0.1", port: (echo.address() as AddressInfo).port });
  const client = dial(gate.port);
  let received = "";
  client.on("data", (chunk) => (received += chunk.toString()));
  const arrived = async (text: string) => {
    while (!received.endsWith(text)) await once(client, "data");
  };
  client.write("one");
  await arrived("one");
  gate.shut();
  client.write("two");
  const late = dial(gate.port);
  late.write("three");
  await once(late, "connect");
  expect(received).toBe("one");
  gate.reopen();
  await arrived("two");
  client.destroy();
  late.destroy();
});
