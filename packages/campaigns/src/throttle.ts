// The request limits, as arithmetic: what a limiter may hand out in each slot of 100 ms. Pure; the planner owns the clock
// and the bus.
//
//   T1. Three limits hold at once, each in every rolling minute at the endpoint: a run's, that of an origin over all runs of
//       a workspace which send there, and the workspace's over all its runs (throttle-allowance.ts has the arithmetic).
//   T2. What is not asked for, or not used in time, is lost: it is never added to a later slot. What is asked for and held
//       back by another of the limits waits a little, so that limits which bind together are used (A3 of an allowance).
//   T3. Triggered sends are served first; within that and within the rest, fair by weight (throttle-weights.ts).
//   T4. Nothing is wasted: what a run's limit or an origin's cap leaves of the workspace's cap goes to the others.
import { SLOTS_PER_WINDOW } from "@sluice/schema";
import { Allowance } from "./throttle-allowance.ts";
import { shareFairly } from "./throttle-shares.ts";
import { shareByWeight } from "./throttle-weights.ts";

export interface RunLimit {
  workspaceId: string;
  runId: string;
  /** null: only the caps hold. */
  requestsPerMinute: number | null;
  /** The same for every run of a workspace. */
  workspaceRequestsPerMinute: number;
  /** Scheme, host and port; null when it is not known: then no origin's cap holds. */
  origin: string | null;
  /** The same for every run of a workspace to this origin. null: there is no cap. */
  originRequestsPerMinute: number | null;
  /** 1 to 100: its share beside others that want more than there is. */
  weight: number;
  /** One request for each trigger, and somebody waits for it: served before the others. */
  isTriggered: boolean;
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

/** What is remembered of a run from slot to slot. */
interface RunAccount {
  allowance: Allowance;
  /** How many permits it is behind its fair share. */
  owed: number;
  /** Which sender is first when permits are too few to share evenly. */
  turn: number;
}

/** A run in one slot. */
interface Turn {
  run: RunLimit;
  account: RunAccount;
  requests: readonly PermitRequest[];
  /** By all its senders. */
  waiting: number;
  /** Of those, within the run's own limit. */
  wanted: number;
}

/** A cap in one slot: an origin's or a workspace's. */
interface Cap {
  allowance: Allowance | null;
  left: number;
  used: number;
  /** By all runs below it. */
  waiting: number;
}

/** Of one reign: a new leader begins with a new one. */
export class SlotAllocator {
  readonly #runs = new Map<string, RunAccount>();
  readonly #caps = new Map<string, Allowance>();
  /** Runs that have never been sending, by the slot in which that was said. */
  readonly #expected = new Map<string, number>();
  #firstSlot: number | null = null;
  #lastSlot = 0;

  /** Runs that are about to begin: nothing was granted for them, so that their first permit comes at once. */
  expect(runIds: readonly string[]): void {
    for (const runId of runIds) this.#expected.set(runId, this.#lastSlot);
  }

  /**
   * @param slot grows by at least 1 with each call; slots left out are lost (T2).
   * @param runs every run that may send now.
   */
  allocate(slot: number, runs: readonly RunLimit[], requests: readonly PermitRequest[]): GrantedPermits[] {
    this.#firstSlot ??= slot;
    this.#lastSlot = slot;
    const requestsByRun = Map.groupBy(requests, ({ runId }) => runId);
    const turns = runs.map((run) => this.#turn(slot, run, requestsByRun.get(run.runId) ?? []));
    const granted = [...Map.groupBy(turns, ({ run }) => run.workspaceId)].flatMap(
      ([workspaceId, ofWorkspace]) => this.#allocateWorkspace(slot, workspaceId, ofWorkspace),
    );
    this.#forget(slot);
    return granted;
  }

  #turn(slot: number, run: RunLimit, requests: readonly PermitRequest[]): Turn {
    const account = this.#account(slot, run.runId);
    const permits = account.allowance.open(slot, run.requestsPerMinute ?? 0);
    const budget = run.requestsPerMinute === null ? Infinity : permits;
    const waiting = requests.reduce((sum, request) => sum + request.waiting, 0);
    return { run, account, requests, waiting, wanted: Math.min(budget, waiting) };
  }

  #account(slot: number, runId: string): RunAccount {
    const known = this.#runs.get(runId);
    if (known !== undefined) return known;
    const isPastEmpty = this.#expected.delete(runId) || this.#knowsWindowBefore(slot);
    const account = { allowance: new Allowance(slot, isPastEmpty), owed: 0, turn: 0 };
    this.#runs.set(runId, account);
    return account;
  }

  #allocateWorkspace(slot: number, workspaceId: string, turns: readonly Turn[]): GrantedPermits[] {
    const workspace = this.#cap(slot, workspaceId, turns[0]?.run.workspaceRequestsPerMinute ?? 0);
    const origins = new Map<string, Cap>();
    for (const { run } of turns) {
      const origin = run.origin ?? "";
      if (origins.has(origin)) continue;
      const limit = run.origin === null ? null : run.originRequestsPerMinute;
      origins.set(origin, this.#cap(slot, `${workspaceId} ${origin}`, limit));
    }
    const [triggered = [], others = []] = [true, false].map((is) =>
      turns.filter(({ run }) => run.isTriggered === is),
    );
    const granted = [triggered, others].flatMap((ofClass) => allocateClass(workspace, origins, ofClass)); // T3
    for (const cap of [workspace, ...origins.values()]) cap.allowance?.use(cap.used, cap.waiting > cap.used);
    return granted;
  }

  /** @param limitPerMinute null: there is none */
  #cap(slot: number, key: string, limitPerMinute: number | null): Cap {
    if (limitPerMinute === null) return { allowance: null, left: Infinity, used: 0, waiting: 0 };
    let allowance = this.#caps.get(key);
    if (allowance === undefined) {
      allowance = new Allowance(slot, this.#knowsWindowBefore(slot));
      this.#caps.set(key, allowance);
    }
    return { allowance, left: allowance.open(slot, limitPerMinute), used: 0, waiting: 0 };
  }

  /** What is not remembered of that window was not granted. */
  #knowsWindowBefore(slot: number): boolean {
    return slot - (this.#firstSlot ?? slot) >= SLOTS_PER_WINDOW;
  }

  #forget(slot: number): void {
    for (const [runId, { allowance }] of this.#runs) {
      if (allowance.isForgettable(slot)) this.#runs.delete(runId);
    }
    for (const [runId, since] of this.#expected) {
      if (slot - since > SLOTS_PER_WINDOW) this.#expected.delete(runId);
    }
    for (const [key, allowance] of this.#caps) if (allowance.isForgettable(slot)) this.#caps.delete(key);
  }
}

/** T3, T4: within what the class before left. */
function allocateClass(
  workspace: Cap,
  origins: ReadonlyMap<string, Cap>,
  turns: readonly Turn[],
): GrantedPermits[] {
  const claims = turns.map(({ run, account, wanted }) => ({
    wanted,
    weight: run.weight,
    origin: run.origin ?? "",
    owed: account.owed,
  }));
  const shares = shareByWeight(workspace.left, claims, (origin) => origins.get(origin)?.left ?? Infinity);
  return turns.flatMap((turn, i) => {
    const { permits = 0, owed = 0 } = shares[i] ?? {};
    take(workspace, turn.waiting, permits);
    take(origins.get(turn.run.origin ?? ""), turn.waiting, permits);
    if (turn.run.requestsPerMinute !== null) turn.account.allowance.use(permits, turn.waiting > permits);
    turn.account.owed = owed;
    return splitAmongSenders(turn, permits);
  });
}

function take(cap: Cap | undefined, waiting: number, permits: number): void {
  if (cap === undefined) return;
  cap.waiting += waiting;
  cap.left -= permits;
  cap.used += permits;
}

function splitAmongSenders({ account, requests }: Turn, permits: number): GrantedPermits[] {
  const { shares, nextTurn } = shareFairly(
    permits,
    requests.map(({ waiting }) => waiting),
    account.turn,
  );
  account.turn = nextTurn;
  return requests
    .map(({ sender, runId }, i) => ({ sender, runId, permits: shares[i] ?? 0 }))
    .filter((grant) => grant.permits > 0);
}
