// Users, a run that is due, and a cut plan as the planner would make one.
import { randomBytes } from "node:crypto";
import { mintUuidV7, type RunId } from "@sluice/schema";
import { type CutPlan, type RunToCut, runStats, type Store } from "@sluice/store";
import { WORKSPACE } from "./ledger-fixture.ts";

/** Ids of different lengths and cases, so that their byte order is none of the usual ones; every third user has no city. */
export async function insertUsers(store: Store, count: number): Promise<void> {
  await store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, case i % 3 when 0 then 'u' when 1 then 'U' else 'ü' end || i,
       jsonb_build_object('n', i) || case when i % 3 = 0 then '{}' else jsonb_build_object('city', 'Köln "' || i || '"') end
     from generate_series(1, $2::integer) as i`,
    [WORKSPACE, count],
  );
}

export async function planRun(store: Store, startsAt: Date = new Date(0)): Promise<RunId> {
  const runId = mintUuidV7(Date.now(), randomBytes(10));
  await store.db
    .insertInto("runs")
    .values({
      run_id: runId,
      workspace_id: WORKSPACE,
      campaign_id: "0123456789abcdef01234567",
      version: 1,
      content_hash: "c".repeat(64),
      approval_id: "01890000-0000-7000-8000-000000000000",
      definition: "{}",
      status: "planned",
      starts_at: startsAt,
      expires_at: new Date(Date.now() + 3_600_000),
    })
    .execute();
  await store.db.insertInto("run_totals").values({ run_id: runId }).execute();
  return runId;
}

export function cutPlan(run: RunToCut, options: Partial<CutPlan> & { excludeAbove?: number } = {}): CutPlan {
  const { excludeAbove } = options;
  return {
    audience: (first) => ({
      included: { text: `workspace_id = $${first}::text`, values: [WORKSPACE] },
      exclusions:
        excludeAbove === undefined
          ? []
          : [
              {
                reason: "excluded_by_filter",
                condition: {
                  text: `coalesce((attributes ->> 'n')::int > $${first + 1}::int, false)`,
                  values: [excludeAbove],
                },
              },
            ],
    }),
    maxRecipients: null,
    drawHash: () => ({ text: "0", values: [] }),
    attributes: ["city", "n", "absent"],
    maxBatchRecipients: 10,
    maxBatchBytes: 512 * 1024,
    envelope: {
      beforeBatchNo: `{"run_id":"${run.runId}","batch_no":`,
      beforeRows: `,"rows":[`,
      afterRows: "]}",
    },
    ...options,
  };
}

export interface StoredBatch {
  batchNo: number;
  recipients: number;
  payload: { batch_no: number; rows: [string, ...unknown[]][] };
}

export async function storedBatches(store: Store, runId: RunId): Promise<StoredBatch[]> {
  const { rows } = await store.pool.query<{ batch_no: number; recipients: number; payload: string }>(
    "select batch_no, recipients, payload from run_batches where run_id = $1 order by batch_no",
    [runId],
  );
  return rows.map(({ batch_no, recipients, payload }) => ({
    batchNo: batch_no,
    recipients,
    payload: JSON.parse(payload) as StoredBatch["payload"],
  }));
}

export const userIdsOf = (batches: readonly StoredBatch[]): string[] =>
  batches.flatMap(({ payload }) => payload.rows.map(([userId]) => userId));

export async function statsOf(store: Store, runId: RunId) {
  const stats = await runStats(store, WORKSPACE, runId);
  if (stats === null) throw new Error(`no run ${runId}`);
  return stats;
}
