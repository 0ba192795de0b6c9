// As fast as it goes, everything on the same cores: the rate at the sink, and what a delivered request costs in CPU,
// beside the least that can send the same requests.
import { join } from "node:path";
import type { BareLoopFigures } from "./bare-loop/run-bare-loop.ts";
import type { Bench } from "./bench.ts";
import { readProfiles } from "./profile/read-profiles.ts";
import { printProfiles } from "./profile/print-profiles.ts";
import { bareLoopBeside } from "./stage/bare-loop-beside.ts";
import { BODY_BYTES } from "./stage/bench-users.ts";
import { type FullSpeedPlan, sendAtFullSpeed } from "./stage/full-speed.ts";
import { inWorkFolder } from "./stage/work-folder.ts";
import type { Verdict } from "./verdict/judge.ts";

const GOAL_PER_SECOND = 12_000;
const GOAL_RATIO = 3;

interface Plan extends FullSpeedPlan {
  isProfiled: boolean;
}

export const benchCeiling: Bench = {
  name: "ceiling",
  about:
    "as fast as it goes: requests a second at the sink, CPU per delivered request by process, beside a bare loop",
  options: [
    { name: "recipients", fallback: 600_000, about: "of the campaign" },
    { name: "delivery", fallback: 1, about: "delivery processes" },
    { name: "threads", fallback: 2, about: "sender threads of each" },
    { name: "connections", fallback: 128, about: "connections of each thread" },
    {
      name: "profile",
      fallback: false,
      about: "say in which functions the time goes; costs some of the rate",
    },
  ],
  run: (values, say) => {
    const plan: Plan = {
      recipients: values.number("recipients"),
      deliveryProcesses: values.number("delivery"),
      threads: values.number("threads"),
      connections: values.number("connections"),
      isProfiled: values.isSet("profile"),
    };
    return inWorkFolder((folder) => measure(plan, folder, say));
  },
};

async function measure(plan: Plan, folder: string, say: (text: string) => void) {
  const bareBefore = await bareLoop(plan, say);
  const profileFolder = join(folder, "profiles");
  const sluice = await sendAtFullSpeed(plan, { folder, say, ...(plan.isProfiled && { profileFolder }) });
  const bareAfter = await bareLoop(plan, say);
  const bareCpuUs = (bareBefore.senderCpuUsPerRequest + bareAfter.senderCpuUsPerRequest) / 2;
  const ratio = Math.round((sluice.cpuUsPerRequest.total / bareCpuUs) * 100) / 100;
  const profiles = plan.isProfiled ? await readProfiles(profileFolder) : undefined;
  say(table({ ...sluice.cpuUsPerRequest, "bare loop": bareCpuUs }));
  if (profiles) say(printProfiles(profiles));
  return {
    ...plan,
    bodyBytes: BODY_BYTES,
    ...sluice,
    bareLoop: { before: bareBefore, after: bareAfter, cpuUsPerRequest: bareCpuUs },
    ratioToBareLoop: ratio,
    ...(profiles && { profiles }),
    missed: missedGoals(plan, { ...sluice, ratio }),
  };
}

/** Profiling costs: its figures have no goal but to be right. */
function missedGoals(
  { isProfiled }: Plan,
  { requestsPerSecond, ratio, verdict }: { requestsPerSecond: number; ratio: number; verdict: Verdict },
): string[] {
  const isSlow = !isProfiled && requestsPerSecond < GOAL_PER_SECOND;
  const isCostly = !isProfiled && ratio > GOAL_RATIO;
  return [
    ...(isSlow ? [`${requestsPerSecond} requests a second, ${GOAL_PER_SECOND} wanted`] : []),
    ...(isCostly ? [`${ratio} times the CPU of the bare loop, at most ${GOAL_RATIO} wanted`] : []),
    ...(verdict.verdict === "holds" ? [] : [`the verdict is ${verdict.verdict}`]),
  ];
}

/** With as many threads and connections as all delivery processes together. */
function bareLoop(
  { deliveryProcesses, threads, connections }: Plan,
  say: (text: string) => void,
): Promise<BareLoopFigures> {
  say("bare loop");
  return bareLoopBeside({ threads: deliveryProcesses * threads, connections });
}

function table(rows: Readonly<Record<string, number>>): string {
  const lines = Object.entries(rows).map(
    ([name, us]) => `    ${name.padEnd(14)} ${us.toFixed(1).padStart(7)}`,
  );
  return ["CPU µs per delivered request", ...lines].join("\n");
}
