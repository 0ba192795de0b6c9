// Compiled templates of the runs that a thread sends. Plans never change, so what is compiled stays right.
import type { RunPlans } from "@sluice/bus";
import { ContentError } from "@sluice/content";
import type { Batch, RunPlan } from "@sluice/schema";
import { ClaimPaces, compileRun, type RunTemplate } from "@sluice/sender";

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
  readonly #paces = new ClaimPaces();

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

  async #load(key: TemplateKey): Promise<FoundTemplate> {
    const plan = await this.#plans.get(key.workspace_id, key.run_id);
    if (plan === null) return { kind: "no_plan" };
    try {
      return { kind: "ready", template: this.#compile(plan, key) };
    } catch (error) {
      if (error instanceof ContentError) return { kind: "unsound" };
      throw error;
    }
  }

  #compile(plan: RunPlan, { attributes, event_attributes }: TemplateKey): RunTemplate {
    const template = compileRun(plan, attributes, event_attributes);
    const limit = plan.definition.delivery_controls?.campaign_throttle_rpm;
    return { ...template, pace: this.#paces.begin(plan.workspace_id, template.origin, limit) };
  }

  #remember(key: string, loading: Promise<FoundTemplate>): Promise<FoundTemplate> {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MAX_TEMPLATES && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, loading);
    return loading;
  }
}
