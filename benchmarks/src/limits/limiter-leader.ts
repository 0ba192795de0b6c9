import type { AppProcess } from "../stage/app-process.ts";
import { waitUntil } from "../stage/wait-until.ts";

/** The planner that leads, as it says in its metrics. @throws Error when none does for ten seconds. */
export const limiterLeader = (planners: readonly AppProcess[]): Promise<AppProcess> =>
  waitUntil(
    async () => {
      const leads = await Promise.all(planners.map(isLeader));
      return planners.find((_, i) => leads[i]);
    },
    { timeoutMs: 10_000, what: "a planner that leads", everyMs: 100 },
  );

async function isLeader({ url }: AppProcess): Promise<boolean> {
  const response = await fetch(`${url}/metrics`).catch(() => null);
  return /^sluice_planner_is_leader(?:\{.*\})? 1$/m.test((await response?.text()) ?? "");
}
