// What delivery processes say of origins, put together by workspace and origin.
//
//   B1. What is not renewed in time is forgotten: its process is dead, or sends nothing there any more.
//   B2. An origin fails when somebody says so and nobody can send to it. A 410 that one has seen holds for all.
//   B3. It fails for as long as the one who has seen it failing longest. Ages are counted by monotonic clocks: a wall clock
//       that jumps lets no time pass.
import type { OriginState, WorkspaceId } from "@sluice/schema";

/** Processes × origins; more are not heard. */
const MAX_ENTRIES = 50_000;

export interface FailingOrigin {
  workspaceId: WorkspaceId;
  origin: string;
  isGone: boolean;
  forMs: number;
}

export type OriginVerdict = "failing" | "deferred" | "well" | "unknown";

interface Heard {
  state: OriginState;
  atMs: number;
}

export class OriginBoard {
  readonly #ttlMs: number;
  readonly #monotonicMs: () => number;
  readonly #heard = new Map<string, Heard>();

  constructor(ttlMs: number, monotonicMs: () => number = () => performance.now()) {
    this.#ttlMs = ttlMs;
    this.#monotonicMs = monotonicMs;
  }

  /** @param key names workspace, origin and process. */
  hear(key: string, state: OriginState | null): void {
    if (state === null) this.#heard.delete(key);
    else if (this.#heard.has(key) || this.#heard.size < MAX_ENTRIES)
      this.#heard.set(key, { state, atMs: this.#monotonicMs() });
  }

  failing(): FailingOrigin[] {
    this.#forgetOld();
    return [...Map.groupBy(this.#heard.values(), ({ state }) => keyOf(state.workspace_id, state.origin))]
      .filter(([, entries]) => verdictOf(entries) === "failing")
      .flatMap(([, entries]) => this.#describe(entries));
  }

  /** `deferred`: it asked us to wait. `unknown`: nobody sends to it. */
  verdict(workspaceId: WorkspaceId, origin: string): OriginVerdict {
    this.#forgetOld();
    const key = keyOf(workspaceId, origin);
    return verdictOf(
      [...this.#heard.values()].filter(({ state }) => keyOf(state.workspace_id, state.origin) === key),
    );
  }

  #describe(entries: readonly Heard[]): FailingOrigin[] {
    const nowMs = this.#monotonicMs();
    const failing = entries.filter(isFailing);
    const [first] = failing;
    if (first === undefined) return [];
    const forMs = Math.max(...failing.map(({ state, atMs }) => state.since_ms_ago + nowMs - atMs)); // B3
    const isGone = failing.some(({ state }) => state.state === "gone");
    return [{ workspaceId: first.state.workspace_id, origin: first.state.origin, isGone, forMs }];
  }

  /** B1. */
  #forgetOld(): void {
    const nowMs = this.#monotonicMs();
    for (const [key, { atMs }] of this.#heard) if (nowMs - atMs > this.#ttlMs) this.#heard.delete(key);
  }
}

/** B2. */
function verdictOf(entries: readonly Heard[]): OriginVerdict {
  if (entries.length === 0) return "unknown";
  if (entries.some(({ state }) => state.state === "gone")) return "failing";
  if (entries.some(({ state }) => state.state === "closed")) return "well";
  return entries.some(isFailing) ? "failing" : "deferred";
}

const isFailing = ({ state: { state } }: Heard): boolean => state !== "closed" && state !== "held";
const keyOf = (workspaceId: WorkspaceId, origin: string): string => `${workspaceId} ${origin}`;
