// undici writes a request in two pieces, head and body, held together for one system call. Joined before they reach the
// socket they also cost only one piece's work in Node, and one record in TLS. HOT: once per attempt.
// oxlint-disable no-underscore-dangle -- so Node calls what a stream is made of
import type { Socket } from "node:net";

/** Longer ones are written in pieces: copying would cost more. */
const MAX_JOINED_BYTES = 16 * 1024;

interface Piece {
  chunk: unknown;
  encoding: BufferEncoding;
}

export function writeAtOnce(socket: Socket): Socket {
  const writePieces = socket._writev?.bind(socket);
  if (writePieces === undefined) return socket;
  socket._writev = (pieces: Piece[], callback) => {
    const joined = join(pieces);
    if (joined === null) writePieces(pieces, callback);
    else socket._write(joined, "buffer" as BufferEncoding, callback);
  };
  return socket;
}

/** @returns null when it is not a head and a body, or too long. */
function join([head, body, ...more]: readonly Piece[]): Buffer | null {
  if (typeof head?.chunk !== "string" || head.encoding !== "latin1") return null;
  if (!(body?.chunk instanceof Uint8Array) || more.length > 0) return null;
  const headBytes = head.chunk.length;
  if (headBytes + body.chunk.length > MAX_JOINED_BYTES) return null;
  const joined = Buffer.allocUnsafe(headBytes + body.chunk.length);
  joined.write(head.chunk, 0, "latin1");
  joined.set(body.chunk, headBytes);
  return joined;
}
