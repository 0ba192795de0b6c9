// The limits of a simulated life as the database has them: runs, the caps of origins and of the workspace, and what people
// change in them while it is sent.
import type { RunLimit } from "@sluice/campaigns";
import type { World } from "@sluice/testkit";

export const WORKSPACE = "w";

/** More than all others together. */
const WIDE = 1_000_000;

type Kind = "run" | "origin" | "workspace";
const KINDS: readonly [Kind, Kind, Kind] = ["run", "origin", "workspace"];

export interface BookOptions {
  /** Limits of one kind alone; otherwise of all kinds and of one size, so that several bind at once. */
  isPlain: boolean;
  /** About how many requests a minute: from one in a while to several in a slot. */
  scale: number;
}

export interface Limited {
  /** Names the run, the origin or the workspace. */
  key: string;
  /** null: there is none. */
  perMinute: number | null;
}

export class LimitBook {
  /** By key. */
  readonly perMinute = new Map<string, number | null>();
  readonly #runs: ReadonlyArray<Pick<RunLimit, "runId" | "weight" | "isTriggered"> & { origin: string }>;
  readonly #scale: number;
  readonly #onChange: (limited: Limited) => void;

  constructor(world: World, { isPlain, scale }: BookOptions, onChange: (limited: Limited) => void) {
    this.#onChange = onChange;
    this.#scale = scale;
    this.#runs = Array.from({ length: world.wholeBetween(1, 4) }, (_, i) => ({
      runId: `r${i}`,
      origin: world.pick(["https://a", "https://b"]),
      weight: world.pick([1, 1, 10, 100]),
      isTriggered: world.chance(0.25),
    }));
    const kinds: readonly [Kind, ...Kind[]] = isPlain ? [world.pick(KINDS)] : KINDS;
    const has = (kind: Kind, share: number): boolean =>
      kinds.includes(kind) && (isPlain || world.chance(share));
    for (const { runId, origin } of this.#runs) {
      this.#set(runId, has("run", 0.8) ? this.#some(world) : null);
      if (!this.perMinute.has(origin)) this.#set(origin, has("origin", 0.4) ? this.#some(world) : null);
    }
    this.#set(WORKSPACE, kinds.includes("workspace") ? 2 * this.#some(world) : WIDE);
  }

  get runs(): ReadonlyArray<{ runId: string; origin: string; isTriggered: boolean }> {
    return this.#runs;
  }

  limits(): RunLimit[] {
    return this.#runs.map((run) => ({
      ...run,
      workspaceId: WORKSPACE,
      requestsPerMinute: this.#of(run.runId),
      workspaceRequestsPerMinute: this.#of(WORKSPACE) ?? 0,
      originRequestsPerMinute: this.#of(run.origin),
    }));
  }

  /** Somebody changes one of them. */
  change(world: World): void {
    const run = this.#runs[world.wholeBetween(0, this.#runs.length)];
    if (run === undefined) return;
    const key = world.pick([run.runId, run.runId, run.origin, WORKSPACE]);
    this.#set(key, key === WORKSPACE || world.chance(0.8) ? this.#some(world) : null);
  }

  /** What can be sent in a minute by those that are asked for, if nothing is wasted. */
  reachable(isAsked: (run: { isTriggered: boolean }) => boolean): number {
    const byOrigin = Map.groupBy(this.#runs.filter(isAsked), ({ origin }) => origin);
    const ofOrigins = [...byOrigin].map(([origin, runs]) => {
      const ofRuns = runs.reduce((sum, { runId }) => sum + (this.#of(runId) ?? Infinity), 0);
      return Math.min(this.#of(origin) ?? Infinity, ofRuns);
    });
    return Math.min(
      this.#of(WORKSPACE) ?? 0,
      ofOrigins.reduce((sum, one) => sum + one, 0),
    );
  }

  #some(world: World): number {
    return Math.ceil(this.#scale * world.between(0.3, 1.7));
  }

  #of(key: string): number | null {
    return this.perMinute.get(key) ?? null;
  }

  #set(key: string, perMinute: number | null): void {
    this.perMinute.set(key, perMinute);
    this.#onChange({ key, perMinute });
  }
}
