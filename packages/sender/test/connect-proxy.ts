// A proxy on loopback that opens tunnels, or says no.
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ConnectProxy extends AsyncDisposable {
  port: number;
  /** What was asked for: the authority, and who asked. */
  tunnels: readonly { authority: string; authorization: string | undefined }[];
}

/** @param status Instead of a tunnel. */
export async function startConnectProxy(status?: number): Promise<ConnectProxy> {
  const tunnels: { authority: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket =>
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  const server = createServer((_, response) => void response.writeHead(400).end()); // tunnels only
  server.on("connect", (request, client: Socket, head: Buffer) => {
    const authority = request.url ?? "";
    tunnels.push({ authority, authorization: request.headers["proxy-authorization"] });
    sockets.add(track(client));
    if (status === undefined) sockets.add(track(joinTo(authority, client, head)));
    else client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    tunnels,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function joinTo(authority: string, client: Socket, head: Buffer): Socket {
  const target = new URL(`http://${authority}`);
  const upstream = connect(Number(target.port || 80), target.hostname);
  upstream.on("connect", () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  return upstream.on("error", () => client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
}
