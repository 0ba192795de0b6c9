// What this process knows of a triggered run, asked again every half second while sends come. The statement that stores
// sends checks the status itself: what is known here only saves it the work.
import type { CampaignId, WorkspaceId } from "@sluice/schema";
import type { SendPorts, TriggeredRun } from "./send-ports.ts";

const FRESH_MS = 500;

export class KnownRun {
  readonly #load: () => Promise<TriggeredRun | null>;
  readonly #monotonicMs: () => number;
  #run: TriggeredRun | null = null;
  #loadedAtMs = -Infinity;
  #loading: Promise<TriggeredRun | null> | null = null;
  /** Accepted here since the run was loaded. */
  #acceptedSince = 0;

  constructor(
    ports: Pick<SendPorts, "triggeredRun" | "monotonicMs">,
    workspaceId: WorkspaceId,
    campaignId: CampaignId,
  ) {
    this.#load = () => ports.triggeredRun(workspaceId, campaignId);
    this.#monotonicMs = ports.monotonicMs;
  }

  /** At once, when a run that takes sends is known; asked again in passing. Any other is asked for, each time. */
  get(): TriggeredRun | Promise<TriggeredRun | null> {
    const run = this.#run;
    if (run === null || !takesSends(run)) return this.reload();
    if (this.#monotonicMs() - this.#loadedAtMs > FRESH_MS) this.reload().catch(() => undefined);
    return run;
  }

  /** Calls at the same time share one question. */
  reload(): Promise<TriggeredRun | null> {
    this.#loading ??= this.#reload().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  accepted(count: number): void {
    this.#acceptedSince += count;
  }

  /** Of all processes half a second ago, and what came here since. */
  get openSends(): number {
    return (this.#run?.openSends ?? 0) + this.#acceptedSince;
  }

  async #reload(): Promise<TriggeredRun | null> {
    const acceptedBefore = this.#acceptedSince;
    this.#run = await this.#load();
    this.#loadedAtMs = this.#monotonicMs();
    this.#acceptedSince -= acceptedBefore;
    return this.#run;
  }
}

export const takesSends = ({ status }: TriggeredRun): boolean => status === "planned" || status === "sending";
