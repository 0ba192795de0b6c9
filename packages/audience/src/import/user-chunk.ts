// Rows on their way out of the parser, gathered until there are enough for one transaction.
import type { RejectedRow, User } from "@sluice/schema";
import { MAX_CHUNK_BYTES, MAX_CHUNK_ROWS } from "./row-limits.ts";

export interface UserChunk {
  users: User[];
  rejected: RejectedRow[];
  /** Bytes of the file read so far, all chunks together. */
  bytesRead: number;
}

/** Where a parser puts each row: users that can be loaded, and rows that cannot, with the reason. */
export interface RowSink {
  accept(user: User): void;
  reject(line: number, reason: string): void;
}

export class ChunkBuilder implements RowSink {
  #users: User[] = [];
  #rejected: RejectedRow[] = [];
  #bytesTaken = 0;

  accept(user: User): void {
    this.#users.push(user);
  }

  reject(line: number, reason: string): void {
    this.#rejected.push({ line, reason });
  }

  isFull(bytesRead: number): boolean {
    return this.#rowCount >= MAX_CHUNK_ROWS || bytesRead - this.#bytesTaken >= MAX_CHUNK_BYTES;
  }

  get isEmpty(): boolean {
    return this.#rowCount === 0;
  }

  take(bytesRead: number): UserChunk {
    const chunk = { users: this.#users, rejected: this.#rejected, bytesRead };
    this.#users = [];
    this.#rejected = [];
    this.#bytesTaken = bytesRead;
    return chunk;
  }

  get #rowCount(): number {
    return this.#users.length + this.#rejected.length;
  }
}
