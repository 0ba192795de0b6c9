// What this process says of its origins in the key-value bucket: when a state changes, and so often that it stays there.
//
//   T1. A write that fails is made again with the next look.
//   T2. An origin to which nothing is sent any more is removed, whatever its state was.
import { OriginStates } from "@sluice/bus";
import type { OriginState } from "@sluice/schema";
import type { ProcessOrigin } from "./merge-origins.ts";

const RENEW_MS = OriginStates.ttlMs / 3;

interface Told {
  origin: ProcessOrigin;
  atMs: number;
}

export class OriginTeller {
  readonly #states: Pick<OriginStates, "put" | "remove">;
  readonly #process: string;
  readonly #monotonicMs: () => number;
  readonly #told = new Map<string, Told>();

  constructor(
    states: Pick<OriginStates, "put" | "remove">,
    process: string,
    monotonicMs: () => number = () => performance.now(),
  ) {
    this.#states = states;
    this.#process = process;
    this.#monotonicMs = monotonicMs;
  }

  /** Call about once a second with all origins. Never rejects. */
  async tell(origins: readonly ProcessOrigin[]): Promise<void> {
    const present = new Map(origins.map((origin) => [keyOf(origin), origin]));
    const left = [...this.#told].filter(([key]) => !present.has(key)).map(([, { origin }]) => origin);
    const due = origins.filter((origin) => this.#isDue(origin));
    await Promise.all([...due.map((one) => this.#put(one)), ...left.map((one) => this.#remove(one))]);
  }

  #isDue(origin: ProcessOrigin): boolean {
    const told = this.#told.get(keyOf(origin));
    return (
      told === undefined || told.origin.state !== origin.state || this.#monotonicMs() - told.atMs >= RENEW_MS
    );
  }

  async #put(origin: ProcessOrigin): Promise<void> {
    const key = keyOf(origin);
    this.#told.set(key, { origin, atMs: this.#monotonicMs() });
    const state: OriginState = { ...origin, v: 1, process: this.#process };
    await this.#states.put(state).catch(() => this.#told.delete(key)); // T1
  }

  async #remove(origin: ProcessOrigin): Promise<void> {
    const id = { workspace_id: origin.workspace_id, origin: origin.origin, process: this.#process };
    const told = this.#told.get(keyOf(origin));
    this.#told.delete(keyOf(origin)); // T2
    await this.#states.remove(id).catch(() => void (told && this.#told.set(keyOf(origin), told))); // T1
  }
}

const keyOf = ({ workspace_id, origin }: ProcessOrigin): string => `${workspace_id} ${origin}`;
