import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { TcpGate } from "./tcp-gate.ts";

test("while the gate is shut nothing passes, and afterwards everything does", async () => {
  await using echo = Object.assign(
    createServer((socket) => socket.pipe(socket)),
    {},
  );
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  await using gate = await TcpGate.open({ host: "127.0.0.1", port: (echo.address() as AddressInfo).port });
  const client = connect(gate.port, "127.0.0.1");
  let received = "";
  client.on("data", (chunk) => (received += chunk.toString()));
  const arrived = async (text: string) => {
    while (!received.endsWith(text)) await once(client, "data");
  };
  client.write("one");
  await arrived("one");
  gate.shut();
  client.write("two");
  const late = connect(gate.port, "127.0.0.1");
  late.write("three");
  await once(late, "connect");
  expect(received).toBe("one");
  gate.reopen();
  await arrived("two");
  client.destroy();
  late.destroy();
});
