// Compiled templates of the runs that a thread sends. Plans never change, so what is compiled stays right.
import type { RunPlans } from "@sluice/bus";
import type { Batch, RunPlan } from "@sluice/schema";
import { compileRun, type RunTemplate } from "@sluice/sender";

const MAX_TEMPLATES = 100;

export class RunTemplates {
  readonly #plans: Pick<RunPlans, "get">;
  readonly #byRun = new Map<string, Promise<RunTemplate | null>>();

  constructor(plans: Pick<RunPlans, "get">) {
    this.#plans = plans;
  }

  /** @returns null when the run has no plan (yet): the batch is given back. */
  async get(batch: Pick<Batch, "workspace_id" | "run_id" | "attributes">): Promise<RunTemplate | null> {
    const known = this.#byRun.get(batch.run_id);
    if (known !== undefined) return known;
    const loading = this.#load(batch);
    this.#remember(batch.run_id, loading);
    const template = await loading.catch((error: unknown) => {
      this.#byRun.delete(batch.run_id);
      throw error;
    });
    if (template === null) this.#byRun.delete(batch.run_id);
    return template;
  }

  async #load({ workspace_id, run_id, attributes }: Pick<Batch, "workspace_id" | "run_id" | "attributes">) {
    const plan: RunPlan | null = await this.#plans.get(workspace_id, run_id);
    return plan === null ? null : compileRun(plan, attributes);
  }

  #remember(runId: string, loading: Promise<RunTemplate | null>): void {
    const [oldest] = this.#byRun.keys();
    if (this.#byRun.size >= MAX_TEMPLATES && oldest !== undefined) this.#byRun.delete(oldest);
    this.#byRun.set(runId, loading);
  }
}
