// Bounds of the import, so that its memory does not depend on the file.

/** One row of text, newlines inside quotes included. 256 attributes of 4,096 characters never come near it in practice. */
export const MAX_ROW_BYTES = 1024 * 1024;

/** A chunk is loaded in one transaction. Larger ones load no faster (measured: 5,000 to 20,000 within 10 %). */
export const MAX_CHUNK_ROWS = 10_000;
/** Wide rows fill a chunk by bytes instead. */
export const MAX_CHUNK_BYTES = 4 * 1024 * 1024;

/** Parsed without a break; then sockets get their turn. About 2 ms of work. */
export const BLOCK_BYTES = 128 * 1024;
