// What became of each recipient: listed, exported.
import type { RecipientEnd, RunId, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

/** As exports and verdicts show it, one per recipient that has its end. */
export interface ExportedDelivery {
  user_id: string;
  end: RecipientEnd;
  status: number;
  attempts: number;
  reason: string | null;
  possible_duplicate: boolean;
}

const EXPORT_PAGE_ROWS = 10_000;

/** Every recipient of the run that has its end, in the order of user ids; a page is in memory at a time. */
export async function* exportDeliveries(store: Store, runId: RunId): AsyncGenerator<ExportedDelivery> {
  let after = "";
  for (;;) {
    const page = await store.db
      .selectFrom("deliveries")
      .select(["user_id", "status", "attempts", "reason", "possible_duplicate"])
      .select((eb) => eb.ref("ending").$castTo<RecipientEnd>().as("end"))
      .where("run_id", "=", runId)
      .where("user_id", ">", after)
      .orderBy("user_id")
      .limit(EXPORT_PAGE_ROWS)
      .execute();
    yield* page;
    if (page.length < EXPORT_PAGE_ROWS) return;
    after = page.at(-1)?.user_id ?? after;
  }
}

export interface DeadLetter {
  user_id: string;
  /** HTTP status of the last attempt; 0 when there was no answer. */
  status: number;
  attempts: number;
  reason: string | null;
  settled_at: Date;
}

export interface DeadLetterPage {
  dead_letters: DeadLetter[];
  /** `after` of the next page; null at the end. */
  next: string | null;
}

export async function deadLetters(
  store: Store,
  workspaceId: WorkspaceId,
  runId: RunId,
  { after = "", limit = 100 }: { after?: string; limit?: number } = {},
): Promise<DeadLetterPage> {
  const rows = await store.db
    .selectFrom("deliveries")
    .innerJoin("runs", "runs.run_id", "deliveries.run_id")
    .select(["deliveries.user_id", "deliveries.status", "attempts", "reason", "settled_at"])
    .where("runs.workspace_id", "=", workspaceId)
    .where("deliveries.run_id", "=", runId)
    .where("ending", "=", "dead_lettered")
    .where("user_id", ">", after)
    .orderBy("user_id")
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return { dead_letters: page, next: rows.length > limit ? (page.at(-1)?.user_id ?? null) : null };
}
