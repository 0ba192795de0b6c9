// How the bot's process is while it works: memory from /proc, and how late its event loop is, by its own metrics.
import { setTimeout as sleep } from "node:timers/promises";
import type { AppProcess } from "../stage/app-process.ts";
import { memoryOfTree } from "../stage/process-usage.ts";

export interface BotSample {
  memoryMib: number;
  lagP99Ms: number;
}

const EVERY_MS = 10_000;
const LAG = /^sluice_nodejs_eventloop_lag_p99_seconds(?:\{[^}]*\})? (\S+)$/m;

export async function sampleBot(bot: AppProcess, signal: AbortSignal): Promise<BotSample[]> {
  const samples: BotSample[] = [];
  while (!signal.aborted) {
    await sleep(EVERY_MS, undefined, { signal }).catch(() => "it is over");
    if (bot.pid !== undefined)
      samples.push({ memoryMib: memoryOfTree(bot.pid).now, lagP99Ms: await lagP99Ms(bot) });
  }
  return samples;
}

async function lagP99Ms({ url }: AppProcess): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Math.round(Number(LAG.exec(metrics)?.[1]) * 10_000) / 10;
}

/** The first third of the time against the last one, so that a leak is seen; and the worst. */
export function inShort(samples: readonly BotSample[]) {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const most = (some: readonly BotSample[], pick: (one: BotSample) => number): number =>
    Math.max(0, ...some.map(pick));
  return {
    memoryMibFirstThird: most(samples.slice(0, third), ({ memoryMib }) => memoryMib),
    memoryMibLastThird: most(samples.slice(-third), ({ memoryMib }) => memoryMib),
    lagP99MsWorst: most(samples, ({ lagP99Ms }) => lagP99Ms),
  };
}
