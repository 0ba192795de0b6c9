// `pnpm bench <name> [options]`: runs a benchmark, prints its figures, keeps them under benchmarks/results.
import { benchApi } from "./bench-api.ts";
import { benchCeiling } from "./bench-ceiling.ts";
import { benchChaos } from "./bench-chaos.ts";
import { benchCrash } from "./bench-crash.ts";
import { benchImport } from "./bench-import.ts";
import { benchIsolation } from "./bench-isolation.ts";
import { benchLimits } from "./bench-limits.ts";
import { benchPeers } from "./bench-peers.ts";
import { benchPlan } from "./bench-plan.ts";
import { benchScale } from "./bench-scale.ts";
import { benchSink } from "./bench-sink.ts";
import { benchSlack } from "./bench-slack.ts";
import { benchSoak } from "./bench-soak.ts";
import { benchSustained } from "./bench-sustained.ts";
import { benchTriggered } from "./bench-triggered.ts";
import { benchUndici } from "./bench-undici.ts";
import { parseBenchOptions } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { keepResult } from "./results.ts";

const BENCHES: readonly Bench[] = [
  benchSink,
  benchUndici,
  benchSustained,
  benchTriggered,
  benchApi,
  benchCeiling,
  benchScale,
  benchCrash,
  benchChaos,
  benchSoak,
  benchSlack,
  benchIsolation,
  benchLimits,
  benchPeers,
  benchPlan,
  benchImport,
];
/** Prints the figures and leaves the kept ones alone: for trying things. */
const NO_KEEP = "--no-keep";

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h") return say(help(), 0);
  const bench = BENCHES.find((candidate) => candidate.name === name);
  if (!bench) return complain(`there is no benchmark "${name}".\n\n${help()}`);
  if (args.includes("--help")) return say(optionsHelp(bench), 0);
  const isKept = !args.includes(NO_KEEP);
  const values = tryTo(() =>
    parseBenchOptions(
      bench,
      args.filter((arg) => arg !== NO_KEEP),
    ),
  );
  if (values instanceof Error) return complain(values.message);
  process.stderr.write(`bench ${name}: ${bench.about}\n`);
  const figures = await bench.run(values, note);
  if (isKept) note(`kept in ${await keepResult(name, args, figures)}`);
  for (const goal of figures.missed ?? []) note(`MISSED: ${goal}`);
  return say(`${JSON.stringify(figures, null, 2)}\n`, (figures.missed ?? []).length === 0 ? 0 : 1);
}

function help(): string {
  return `pnpm bench <name> [--option N …]: measures, prints the figures as JSON, keeps them in benchmarks/results/<name>.json
(not with --no-keep). Exit 0: every goal was reached; 1: one was not; 2: the options are wrong.
All load stays on 127.0.0.1 and ends by itself. What is measured, and what is not: benchmarks/README.md.

${BENCHES.map(optionsHelp).join("\n")}`;
}

function note(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

function optionsHelp({ name, about, options }: Bench): string {
  const lines = options.map(
    ({ name: option, fallback, about: what }) =>
      `    --${option.padEnd(20)} ${what}${fallback === false ? "" : ` (${String(fallback)})`}`,
  );
  return `  ${name.padEnd(10)} ${about}\n${lines.join("\n")}\n`;
}

function say(text: string, exitCode: number): number {
  process.stdout.write(text);
  return exitCode;
}

function complain(text: string): number {
  process.stderr.write(`bench: ${text}\n`);
  return 2;
}

function tryTo<T>(step: () => T): T | Error {
  try {
    return step();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

process.exitCode = await main(process.argv.slice(2));
