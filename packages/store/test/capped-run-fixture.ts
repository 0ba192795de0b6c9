// Runs of campaigns that frequency caps are about, cut as the planner cuts them.
import { randomBytes } from "node:crypto";
import { type FrequencyRule, mintUuidV7, type RunId } from "@sluice/schema";
import {
  atCap,
  changeWorkspaceSettings,
  countedAsOf,
  type CutPlan,
  cutNextPage,
  type RunToCut,
  type Store,
} from "@sluice/store";
import { WORKSPACE } from "./ledger-fixture.ts";
import { cutPlan, statsOf, storedBatches, userIdsOf } from "./planned-run-fixture.ts";

export const setRules = (store: Store, rules: FrequencyRule[], time_zone = "UTC") =>
  changeWorkspaceSettings(store.db, WORKSPACE, { frequency_capping: { time_zone, rules } });

export const everything = (max_messages: number, days: number): FrequencyRule => ({
  level: "cross_channel",
  max_messages,
  days,
});

export interface CappedRun {
  channel?: "PUSH" | "EMAIL" | "CONNECTOR";
  type?: "ONE_TIME" | "PERIODIC" | "API_TRIGGERED";
  tags?: string[];
  ignores?: boolean;
  counts?: boolean;
}

const definitionOf = ({ channel = "CONNECTOR", type = "ONE_TIME", tags, ignores, counts }: CappedRun) => ({
  channel,
  campaign_delivery_type: type,
  basic_details: { ...(tags && { tags }) },
  delivery_controls: {
    ...(ignores !== undefined && { ignore_frequency_capping: ignores }),
    ...(counts !== undefined && { count_for_frequency_capping: counts }),
  },
});

export async function planCapped(store: Store, run: CappedRun = {}): Promise<RunId> {
  const definition = definitionOf(run);
  const countedAs = countedAsOf(definition);
  const isTriggered = run.type === "API_TRIGGERED";
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
      definition: JSON.stringify(definition),
      counted_as: countedAs && JSON.stringify(countedAs),
      status: isTriggered ? "sending" : "planned",
      is_triggered: isTriggered,
      cut_finished_at: isTriggered ? new Date(0) : null,
      starts_at: new Date(0),
      expires_at: new Date("2100-01-01"),
    })
    .execute();
  await store.db.insertInto("run_totals").values({ run_id: runId }).execute();
  return runId;
}

/** As the planner's, for the users whose attribute `n` is at most `upTo`. */
export const cappedPlan =
  (upTo = Infinity) =>
  (run: RunToCut): CutPlan => {
    const { caps } = run;
    const included = {
      text: "(workspace_id = $W::text and coalesce((attributes ->> 'n')::float8 <= $N::float8, false))",
      values: [WORKSPACE, Math.min(upTo, 1e9)],
    };
    return {
      ...cutPlan(run),
      audience: (first) => ({
        included: {
          ...included,
          text: included.text.replace("$W", `$${first}`).replace("$N", `$${first + 1}`),
        },
        exclusions:
          caps === null
            ? []
            : [
                {
                  reason: "frequency_capping",
                  condition: atCap(caps, {
                    workspaceId: WORKSPACE,
                    userId: "users.user_id",
                    firstParameter: first + 2,
                  }),
                },
              ],
      }),
    };
  };

export interface CutCapped {
  now?: Date;
  upTo?: number;
}

/** Everything that is due. */
export async function cutAll(store: Store, { now = new Date(), upTo }: CutCapped = {}): Promise<void> {
  while ((await cutNextPage(store, { now, planOf: cappedPlan(upTo), pageRecipients: 100 })) !== null);
}

export async function sendCapped(store: Store, run: CappedRun, options: CutCapped = {}) {
  const runId = await planCapped(store, run);
  await cutAll(store, options);
  const { recipients, excluded, targeted } = await statsOf(store, runId);
  return { runId, recipients, excluded, targeted, users: userIdsOf(await storedBatches(store, runId)) };
}

/** Every recipient of the run, or those given, gets its end. */
export async function settle(
  store: Store,
  runId: RunId,
  at: Date,
  {
    users,
    ending = "delivered",
    attempts = 1,
  }: { users?: string[]; ending?: string; attempts?: number } = {},
): Promise<void> {
  const settled = users ?? userIdsOf(await storedBatches(store, runId));
  await store.pool.query(
    `insert into deliveries (run_id, user_id, ending, status, attempts, latency_ms, possible_duplicate, batch_no, settled_at)
     select $1, u, $3, 200, $4, 1, false, 0, $5 from unnest($2::text[]) as u on conflict do nothing`,
    [runId, settled, ending, attempts, at],
  );
}

export const endAt = (store: Store, runId: RunId, at: Date) =>
  store.db.updateTable("runs").set({ ended_at: at, status: "sent" }).where("run_id", "=", runId).execute();

export async function countedRows(store: Store): Promise<number> {
  const { rows } = await store.pool.query<{ n: number }>("select count(*)::int as n from counted_messages");
  return rows[0]?.n ?? 0;
}
