// A 64-bit fingerprint of an Idempotency-Key: what records and counts hold instead of the key itself.
// At 1,000,000 keys the chance that any two share one is 3 in 100,000,000.

/** The two halves of the fingerprint of `bytes[start, end)`, each an unsigned 32-bit integer. */
export interface KeyHash {
  high: number;
  low: number;
}

/** HOT: once per request. Writes into `into` so that nothing is allocated. (cyrb53's mixing, kept at 64 bits.) */
export function hashKeyBytes(bytes: Uint8Array, start: number, end: number, into: KeyHash): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number; // in range by the loop's bound
    a = Math.imul(a ^ byte, 2654435761);
    b = Math.imul(b ^ byte, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  into.high = b >>> 0;
  into.low = a >>> 0;
}

export function hashKey(key: string): KeyHash {
  const into = { high: 0, low: 0 };
  const bytes = Buffer.from(key, "latin1");
  hashKeyBytes(bytes, 0, bytes.length, into);
  return into;
}

/** The fingerprint as one value, usable as a Map key. */
export const joinHash = ({ high, low }: KeyHash): bigint => (BigInt(high) << 32n) | BigInt(low);
