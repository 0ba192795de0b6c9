import { ApiError } from "../api-error.ts";

/** Each holds a connection to Postgres from time to time; the rest of the pool is for everybody else. */
const MAX_UPLOADS_AT_ONCE = 4;
let running = 0;

/** @throws ApiError 503 while as many uploads run as may */
export async function boundUpload<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_UPLOADS_AT_ONCE) {
    throw new ApiError(503, `${MAX_UPLOADS_AT_ONCE} files are being loaded. Try again when one has ended.`);
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
  }
}
