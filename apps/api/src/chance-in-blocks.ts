// Chance for ids, from blocks: a system call for some hundred ids instead of one for each. HOT: a few times per create.
const BLOCK_BYTES = 4_000;

/** @returns bytes that nobody was given before; at most BLOCK_BYTES at a time. */
export function chanceInBlocks(randomBytes: (count: number) => Uint8Array): (count: number) => Uint8Array {
  let block: Uint8Array = new Uint8Array();
  let used = 0;
  return (count) => {
    if (used + count > block.length) {
      block = randomBytes(BLOCK_BYTES);
      used = 0;
    }
    used += count;
    return block.subarray(used - count, used);
  };
}
