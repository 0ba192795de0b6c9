// Files into evidence. Anything that is not as expected is an error: a verdict over half the evidence is worse than none.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { decodeRecord, RECORD_BYTES } from "../sink/record-format.ts";
import type { RequestRecord } from "../sink/record-format.ts";
import { ENDS } from "./evidence.ts";
import type { Fault, OutcomeRow, RunSummary } from "./evidence.ts";

/** Throws when the file ends within a record: the sink was not flushed. */
export async function readRecords(path: string): Promise<RequestRecord[]> {
  const records: RequestRecord[] = [];
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: RECORD_BYTES * 65_536 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let offset = 0;
    for (; offset + RECORD_BYTES <= bytes.length; offset += RECORD_BYTES)
      records.push(decodeRecord(view, offset));
    rest = bytes.subarray(offset);
  }
  if (rest.length > 0)
    throw new Error(`${path} ends within a record: flush or close the sink before judging`);
  return records;
}

/** JSON lines `{user_id, end, attempts, possible_duplicate}`. */
export async function readOutcome(path: string): Promise<OutcomeRow[]> {
  const rows: OutcomeRow[] = [];
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    lineNumber += 1;
    if (line === "") continue;
    const row = JSON.parse(line) as Partial<OutcomeRow>;
    if (typeof row.user_id !== "string" || (typeof row.end !== "string" && row.end !== null)) {
      throw new Error(`${path}:${lineNumber} is not {user_id, end, attempts, possible_duplicate}`);
    }
    rows.push({
      user_id: row.user_id,
      end: row.end,
      attempts: row.attempts ?? 0,
      possible_duplicate: row.possible_duplicate ?? false,
    });
  }
  return rows;
}

/** The object that `./sluice send --json` prints. */
export async function readSummary(path: string): Promise<RunSummary> {
  const summary = JSON.parse(await readFile(path, "utf8")) as Partial<RunSummary>;
  const missing = (["targeted", "recipients", ...ENDS] as const).filter(
    (key) => typeof summary[key] !== "number",
  );
  if (typeof summary.run_id !== "string" || typeof summary.excluded !== "object" || missing.length > 0) {
    throw new Error(
      `${path} is not a run summary: run_id, excluded or ${missing.join(", ") || "a count"} is missing`,
    );
  }
  return summary as RunSummary;
}

/** JSON lines `{kind, …}`. */
export async function readFaults(path: string): Promise<Fault[]> {
  return (await readLines(path)).map((line) => JSON.parse(line) as Fault);
}

/** Lines that are not empty: user ids, one each. */
export async function readLines(path: string): Promise<string[]> {
  return (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
}
