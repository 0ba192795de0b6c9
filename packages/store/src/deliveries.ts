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

export interface EndedRecipient extends ExportedDelivery {
  settled_at: Date;
}

export interface EndedPage {
  recipients: EndedRecipient[];
  /** `after` of the next page; null at the end. A page may have none of those that are looked for. */
  next: string | null;
}

/** A page of the run's recipients that have their end, in the order of their ids; of one user, all of a triggered run. */
export async function endedRecipients(
  store: Store,
  { workspaceId, runId, userId }: { workspaceId: WorkspaceId; runId: RunId; userId?: string | undefined },
  { after = "", limit }: { after?: string; limit: number },
): Promise<EndedPage> {
  const recipients = await store.db
    .selectFrom("deliveries")
    .innerJoin("runs", "runs.run_id", "deliveries.run_id")
    .select(["user_id", "deliveries.status", "attempts", "reason", "possible_duplicate", "settled_at"])
    .select((eb) => eb.ref("ending").$castTo<RecipientEnd>().as("end"))
    .where("runs.workspace_id", "=", workspaceId)
    .where("deliveries.run_id", "=", runId)
    .where("user_id", ">", after)
    // A recipient key of a triggered run begins with the user id and "#", which "$" follows.
    .$if(userId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb("user_id", "=", userId ?? ""),
          eb.and([eb("user_id", ">=", `${userId}#`), eb("user_id", "<", `${userId}$`)]),
        ]),
      ),
    )
    .orderBy("user_id")
    .limit(limit)
    .execute();
  return { recipients, next: recipients.length < limit ? null : (recipients.at(-1)?.user_id ?? null) };
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
