// `pnpm bench <name> [options]`: runs a benchmark, prints its figures, keeps them under benchmarks/results.
import { benchSink } from "./bench-sink.ts";
import { benchUndici } from "./bench-undici.ts";
import { parseBenchOptions } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { keepResult } from "./results.ts";

const BENCHES: readonly Bench[] = [benchSink, benchUndici];

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h") return say(help(), 0);
  const bench = BENCHES.find((candidate) => candidate.name === name);
  if (!bench) return complain(`there is no benchmark "${name}".\n\n${help()}`);
  if (args.includes("--help")) return say(optionsHelp(bench), 0);
  const values = tryTo(() => parseBenchOptions(bench, args));
  if (values instanceof Error) return complain(values.message);
  process.stderr.write(`bench ${name}: ${bench.about}\n`);
  const figures = await bench.run(values);
  const path = await keepResult(name, args, figures);
  process.stderr.write(`kept in ${path}\n`);
  return say(`${JSON.stringify(figures, null, 2)}\n`, 0);
}

function help(): string {
  return `pnpm bench <name> [--option N …]: measures, prints the figures as JSON, keeps them in benchmarks/results/<name>.json.
All load stays on 127.0.0.1 and ends by itself. What is measured, and what is not: benchmarks/README.md.

${BENCHES.map(optionsHelp).join("\n")}`;
}

function optionsHelp({ name, about, options }: Bench): string {
  const lines = options.map(
    (option) => `    --${option.name.padEnd(14)} ${option.about} (${option.fallback})`,
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
