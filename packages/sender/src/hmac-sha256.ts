// HMAC-SHA-256 (RFC 2104) of a text, in base64, by two hashes at one call each. HOT: Node's `createHmac` makes an object, a
// context and a stream for each signature, which takes half as long again.
//
//   M1. Blocks of the key stay in memory as long as the signer, as the key itself would.
//   M2. What was signed is overwritten by what is signed next: one buffer for the thread, of bounded size.
import { hash } from "node:crypto";

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
/** Longer texts get a buffer of their own. */
const SCRATCH_BYTES = 64 * 1024;
const MOST_BYTES_OF_A_CHARACTER = 3;

const scratch = Buffer.alloc(SCRATCH_BYTES); // M2

export class HmacSha256 {
  readonly #inner: Uint8Array;
  /** The outer block, and room for the inner digest. */
  readonly #outer: Buffer;

  constructor(key: Uint8Array) {
    const short = key.length > BLOCK_BYTES ? hash("sha256", key, "buffer") : key;
    this.#inner = padded(short, INNER_PAD);
    this.#outer = Buffer.concat([padded(short, OUTER_PAD), Buffer.alloc(DIGEST_BYTES)]);
  }

  base64Of(text: string): string {
    const mostBytes = BLOCK_BYTES + text.length * MOST_BYTES_OF_A_CHARACTER;
    const message = mostBytes <= SCRATCH_BYTES ? scratch : Buffer.alloc(mostBytes);
    message.set(this.#inner);
    const bytes = BLOCK_BYTES + message.write(text, BLOCK_BYTES, "utf8");
    const inner = hash("sha256", message.subarray(0, bytes), "binary");
    this.#outer.write(inner, BLOCK_BYTES, "latin1");
    return hash("sha256", this.#outer, "base64");
  }
}

function padded(key: Uint8Array, pad: number): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES).fill(pad);
  for (const [i, byte] of key.entries()) block[i] = byte ^ pad;
  return block;
}
