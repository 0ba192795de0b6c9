// A gate between a client and a server: while it is shut nothing passes, and no connection is closed. To both sides it
// looks like a network that has gone away.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export class TcpGate implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isShut = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(target: { host: string; port: number }): Promise<TcpGate> {
    const server = createServer({ pauseOnConnect: true });
    const gate = new TcpGate(server);
    server.on("connection", (socket: Socket) => gate.#join(socket, connect(target.port, target.host)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return gate;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  shut(): void {
    this.#isShut = true;
    for (const socket of this.#sockets) socket.pause();
  }

  reopen(): void {
    this.#isShut = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(near: Socket, far: Socket): void {
    this.#carry(near, far);
    this.#carry(far, near);
  }

  /** Not `pipe`: it would resume a socket that the gate holds. */
  #carry(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", (chunk) => to.write(chunk));
    from.on("error", () => from.destroy());
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    if (this.#isShut) from.pause();
    else from.resume();
  }
}
