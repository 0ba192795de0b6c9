// The request limit, as arithmetic: what a limiter may hand out in each slot of 100 ms so that no rolling minute at the
// endpoint, wherever it begins, holds more requests than the limit. Pure; the planner owns the clock and the bus.
//
//   T1. Any SLOTS_PER_WINDOW consecutive slots grant at most L permits of a run with limit L, and at most the
//       workspace's cap over all its runs; also for limits below one permit a slot.
//   T2. What is not asked for, or not used in time, is lost: it is never added to a later slot.
//   T3. A count that starts anew (new leader, new run, changed limit) starts at phase zero. Rounding down the part
//       after a start makes up for rounding up the part before: ceil(x) + floor(L - x) = L. So T1 holds across starts.
//   T4. Max-min fair: nobody gets more than an equal share while another goes short; what one does not need, others get.
import { MAX_GRANT_LATENESS_MS, PERMIT_LIFETIME_MS, SLOT_MS } from "@sluice/schema";
import { shareFairly } from "./throttle-shares.ts";

/** How much longer one request may take from permit to endpoint than another. */
const ENDPOINT_JITTER_MS = 200;

// A request of the slot that begins at t reaches the endpoint between t and t + 300 + 200 + 200 = t + 700 ms (plus what
// all of them take alike). A minute can therefore hold requests of the slots that begin in 60,000 + 700 ms:
// 60,700 / 100 + 1 = 608. Sharing L among 608 slots uses 600 / 608 = 98.7 % of the limit.
export const SLOTS_PER_WINDOW =
  Math.ceil((60_000 + PERMIT_LIFETIME_MS + MAX_GRANT_LATENESS_MS + ENDPOINT_JITTER_MS) / SLOT_MS) + 1;

export interface RunLimit {
  workspaceId: string;
  runId: string;
  /** null: only the workspace's cap holds. */
  requestsPerMinute: number | null;
  /** The same for every run of a workspace. */
  workspaceRequestsPerMinute: number;
}

/** One sender asks for permits of one run. */
export interface PermitRequest {
  sender: string;
  runId: string;
  /** How many requests it could send now. */
  waiting: number;
}

export interface GrantedPermits {
  sender: string;
  runId: string;
  /** At least 1. */
  permits: number;
}

/** Permits of slots 0 to n - 1 when the count starts at phase zero. Exact: n * L stays far below 2^53. */
export const permitsBeforeSlot = (n: number, limitPerMinute: number): number =>
  Math.floor((n * limitPerMinute) / SLOTS_PER_WINDOW);

/** What is remembered of a run, or of a workspace. */
interface Account {
  limitPerMinute: number | null;
  /** Where its count began: phase zero. */
  sinceSlot: number;
  /** Who is first when permits are too few to share evenly. */
  turn: number;
}

export class SlotAllocator {
  readonly #accounts = new Map<string, Account>();

  /**
   * @param slot grows by at least 1 with each call; slots left out are lost (T2).
   * @param runs every run that may send now; a run that is left out is forgotten and starts anew later (T3).
   */
  allocate(slot: number, runs: readonly RunLimit[], requests: readonly PermitRequest[]): GrantedPermits[] {
    this.#forgetOthers(runs);
    const requestsByRun = Map.groupBy(requests, ({ runId }) => runId);
    const runsByWorkspace = Map.groupBy(runs, ({ workspaceId }) => workspaceId);
    return [...runsByWorkspace].flatMap(([workspaceId, runs]) =>
      this.#allocateWorkspace(slot, workspaceId, runs, requestsByRun),
    );
  }

  #allocateWorkspace(
    slot: number,
    workspaceId: string,
    runs: readonly RunLimit[],
    requestsByRun: ReadonlyMap<string, readonly PermitRequest[]>,
  ): GrantedPermits[] {
    const asking = runs.map((run) => requestsByRun.get(run.runId) ?? []);
    const accounts = runs.map((run) => this.#account(runKey(run.runId), run.requestsPerMinute, slot));
    const workspace = this.#account(
      workspaceKey(workspaceId),
      runs[0]?.workspaceRequestsPerMinute ?? 0,
      slot,
    );
    const wanted = accounts.map((account, i) => Math.min(budgetOf(account, slot), sumOfWaiting(asking[i])));
    const shares = share(workspace, budgetOf(workspace, slot), wanted);
    return accounts.flatMap((account, i) => splitAmongSenders(account, shares[i] ?? 0, asking[i] ?? []));
  }

  /** Opened with the first slot in which the run may send, asked for or not. */
  #account(key: string, limitPerMinute: number | null, slot: number): Account {
    const known = this.#accounts.get(key);
    if (known?.limitPerMinute === limitPerMinute) return known;
    const account = { limitPerMinute, sinceSlot: slot, turn: 0 }; // T3
    this.#accounts.set(key, account);
    return account;
  }

  #forgetOthers(runs: readonly RunLimit[]): void {
    const known = new Set(runs.flatMap((run) => [runKey(run.runId), workspaceKey(run.workspaceId)]));
    for (const key of this.#accounts.keys()) if (!known.has(key)) this.#accounts.delete(key);
  }
}

const runKey = (runId: string): string => `run ${runId}`;
const workspaceKey = (workspaceId: string): string => `workspace ${workspaceId}`;

/** T1, T2: what this slot adds to the count, whatever was used of the slots before. */
function budgetOf({ limitPerMinute, sinceSlot }: Account, slot: number): number {
  if (limitPerMinute === null) return Infinity;
  const n = slot - sinceSlot;
  return permitsBeforeSlot(n + 1, limitPerMinute) - permitsBeforeSlot(n, limitPerMinute);
}

function sumOfWaiting(requests: readonly PermitRequest[] = []): number {
  return requests.reduce((sum, { waiting }) => sum + waiting, 0);
}

function splitAmongSenders(
  account: Account,
  permits: number,
  requests: readonly PermitRequest[],
): GrantedPermits[] {
  const shares = share(
    account,
    permits,
    requests.map(({ waiting }) => waiting),
  );
  return requests
    .map(({ sender, runId }, i) => ({ sender, runId, permits: shares[i] ?? 0 }))
    .filter(({ permits }) => permits > 0);
}

/** T4. */
function share(account: Account, total: number, wanted: readonly number[]): number[] {
  const { shares, nextTurn } = shareFairly(total, wanted, account.turn);
  account.turn = nextTurn;
  return shares;
}
