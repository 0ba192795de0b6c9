// What is in the system's send buffer when a connection is closed is still delivered, minutes later if need be: after a
// partition a request of ours would reach the endpoint behind the successor's, and without its mark.
//
//   R1. A connection that is given up with a request on it is reset: nothing of it leaves any more.
//   R2. One that is idle is closed in order.
import type { Socket } from "node:net";

/** What undici closes connections with that nothing is waiting on. */
const IDLE: readonly string[] = ["socket idle timeout", "reset"];

/** @param tcp below the socket, when that one speaks TLS over it */
export function resetOnFailure(socket: Socket, tcp: Socket = socket): Socket {
  const destroy = socket.destroy.bind(socket);
  socket.destroy = (error) => {
    socket.destroy = destroy;
    if (error === undefined || IDLE.includes(error.message) || tcp.destroyed) return destroy(error); // R2
    tcp.resetAndDestroy(); // R1: and what speaks TLS over it closes with it, without taking its leave
    process.nextTick(() => socket.emit("error", error)); // as `destroy` would have told it
    return socket;
  };
  return socket;
}
