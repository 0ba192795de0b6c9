// Compiled templates of the runs that a thread sends. Plans never change, so what is compiled stays right.
import type { RunPlans } from "@sluice/bus";
import { ContentError } from "@sluice/content";
import type { Batch } from "@sluice/schema";
import { compileRun, type RunTemplate } from "@sluice/sender";

const MAX_TEMPLATES = 100;

export type FoundTemplate =
  | { kind: "ready"; template: RunTemplate }
  /** Nothing can ever be rendered from the plan. */
  | { kind: "unsound" }
  /** Not there yet, or no longer: the run is over. */
  | { kind: "no_plan" };

type TemplateKey = Pick<Batch, "workspace_id" | "run_id" | "attributes" | "event_attributes">;

export class RunTemplates {
  readonly #plans: Pick<RunPlans, "get">;
  readonly #known = new Map<string, Promise<FoundTemplate>>();

  constructor(plans: Pick<RunPlans, "get">) {
    this.#plans = plans;
  }

  /** Rejects when the bus does not answer; the next call tries again. */
  async get(batch: TemplateKey): Promise<FoundTemplate> {
    // By attributes too: they say which value stands where in a row.
    const key = JSON.stringify([batch.workspace_id, batch.run_id, batch.attributes, batch.event_attributes]);
    const loading = this.#known.get(key) ?? this.#remember(key, this.#load(batch));
    const found = await loading.catch((error: unknown) => {
      this.#known.delete(key);
      throw error;
    });
    if (found.kind === "no_plan") this.#known.delete(key);
    return found;
  }

  async #load({ workspace_id, run_id, attributes, event_attributes }: TemplateKey): Promise<FoundTemplate> {
    const plan = await this.#plans.get(workspace_id, run_id);
    if (plan === null) return { kind: "no_plan" };
    try {
      return { kind: "ready", template: compileRun(plan, attributes, event_attributes) };
    } catch (error) {
      if (error instanceof ContentError) return { kind: "unsound" };
      throw error;
    }
  }

  #remember(key: string, loading: Promise<FoundTemplate>): Promise<FoundTemplate> {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MAX_TEMPLATES && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, loading);
    return loading;
  }
}
