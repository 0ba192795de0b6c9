// Reconciliation: batches that Postgres believes to be on the bus, compared with what is there.
import type { RunId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import type { RunRef } from "./run-ends.ts";

export interface FedBatches extends RunRef {
  isTriggered: boolean;
  batchNos: number[];
}

/** More are found in the next round. */
const MAX_BATCHES_A_ROUND = 20_000;

/** Batches of live runs that were fed before the given times and are not done. */
export async function longFedBatches(
  store: Store,
  fedBeforeMs: { ofTriggered: number; ofOthers: number },
): Promise<FedBatches[]> {
  const rows = await store.db
    .selectFrom("runs")
    .innerJoin("run_batches", "run_batches.run_id", "runs.run_id")
    .select(["runs.workspace_id", "runs.run_id", "runs.is_triggered", "run_batches.batch_no"])
    .where("runs.ended_at", "is", null)
    .where("run_batches.state", "=", "fed")
    .where((eb) =>
      eb.or([
        eb("run_batches.fed_at", "<", new Date(fedBeforeMs.ofOthers)),
        eb.and([
          eb("runs.is_triggered", "=", true),
          eb("run_batches.fed_at", "<", new Date(fedBeforeMs.ofTriggered)),
        ]),
      ]),
    )
    .orderBy("run_batches.fed_at")
    .limit(MAX_BATCHES_A_ROUND)
    .execute();
  const byRun = new Map<string, FedBatches>();
  for (const { workspace_id, run_id, is_triggered, batch_no } of rows) {
    const run = { workspaceId: workspace_id, runId: run_id, isTriggered: is_triggered };
    const known = byRun.get(run_id) ?? { ...run, batchNos: [] };
    known.batchNos.push(batch_no);
    byRun.set(run_id, known);
  }
  return [...byRun.values()];
}

/** Plans lost batches again, so that the planner feeds them; those that became done or were fed anew stay. @returns which. */
export async function replanBatches(
  store: Store,
  runId: RunId,
  batchNos: readonly number[],
  fedBeforeMs: number,
): Promise<number[]> {
  const rows = await store.db
    .updateTable("run_batches")
    .set({ state: "planned" })
    .where("run_id", "=", runId)
    .where("batch_no", "in", batchNos)
    .where("state", "=", "fed")
    .where("fed_at", "<", new Date(fedBeforeMs))
    .returning("batch_no")
    .execute();
  return rows.map((row) => row.batch_no);
}

export interface BatchPosition extends RunRef {
  batchNo: number;
}

/** Batches of live runs that are done, in the order of their keys, from `after` on: their ledger entries may be compacted. */
export async function doneBatches(
  store: Store,
  after: BatchPosition | null,
  limit: number,
): Promise<BatchPosition[]> {
  const rows = await store.db
    .selectFrom("runs")
    .innerJoin("run_batches", "run_batches.run_id", "runs.run_id")
    .select(["runs.workspace_id", "run_batches.run_id", "run_batches.batch_no"])
    .where("runs.ended_at", "is", null)
    .where("run_batches.state", "=", "done")
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("run_batches.run_id", "run_batches.batch_no"),
          ">",
          eb.tuple(after?.runId ?? "", after?.batchNo ?? 0),
        ),
      ),
    )
    .orderBy("run_batches.run_id")
    .orderBy("run_batches.batch_no")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ workspaceId: row.workspace_id, runId: row.run_id, batchNo: row.batch_no }));
}
