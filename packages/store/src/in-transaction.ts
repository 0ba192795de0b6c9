// Work in one transaction on a pooled connection.
import type { Pool, PoolClient } from "pg";

/**
 * A connection whose transaction failed is closed, which rolls it back whatever state the failure left it in.
 * @param settings `set local …`, sent with the begin
 */
export async function inTransaction<T>(
  pool: Pick<Pool, "connect">,
  work: (client: PoolClient) => Promise<T>,
  settings?: string,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(settings === undefined ? "begin" : `begin; ${settings}`);
    const result = await work(client);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
