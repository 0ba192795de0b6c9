// `node benchmarks/src/verdict/main.ts …`: reads the evidence of a run, prints the verdict as a table, writes it as JSON.
// Exit 0: everything holds; 1: something is violated; 2: bad input, or too few faults to show anything.
// Shares no code with the engine: nothing here comes from `packages` or `apps`.
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Bounds, Evidence } from "./evidence.ts";
import { judge } from "./judge.ts";
import { printVerdict } from "./print-verdict.ts";
import { readFaults, readLines, readOutcome, readRecords, readSummary } from "./read-evidence.ts";

const HELP = `node benchmarks/src/verdict/main.ts --records FILE --outcome FILE --summary FILE [options]

  --records FILE             what the sink recorded; may be repeated
  --outcome FILE             JSON lines {user_id, end, attempts, possible_duplicate}, one per recipient
  --summary FILE             the object that "./sluice send --json" prints
  --planned FILE             user ids of the audience, one per line (default: those of the export)
  --faults FILE              JSON lines {kind, …}: the faults that were fired
  --at-least KIND=N          without N faults of this kind the run is void; may be repeated
  --max-duplicates N         bound of I4
  --requests-per-minute N    limit of I6
  --json FILE                also write the verdict there
`;

async function main(args: string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(HELP);
    return 0;
  }
  const { values } = parseArgs({
    args,
    options: {
      records: { type: "string", multiple: true, default: [] },
      outcome: { type: "string" },
      summary: { type: "string" },
      planned: { type: "string" },
      faults: { type: "string" },
      "at-least": { type: "string", multiple: true, default: [] },
      "max-duplicates": { type: "string" },
      "requests-per-minute": { type: "string" },
      json: { type: "string" },
    },
  });
  if (values.records.length === 0 || !values.outcome || !values.summary) {
    throw new Error(`--records, --outcome and --summary are needed.\n\n${HELP}`);
  }
  const evidence: Evidence = {
    records: (await Promise.all(values.records.map(readRecords))).flat(),
    outcome: await readOutcome(values.outcome),
    summary: await readSummary(values.summary),
    faults: values.faults ? await readFaults(values.faults) : [],
    bounds: readBounds(values["max-duplicates"], values["requests-per-minute"], values["at-least"]),
    ...(values.planned ? { planned: await readLines(values.planned) } : {}),
  };
  const verdict = judge(evidence);
  if (values.json) await writeFile(values.json, `${JSON.stringify(verdict, null, 2)}\n`);
  process.stdout.write(printVerdict(verdict));
  return { holds: 0, violated: 1, void: 2 }[verdict.verdict];
}

function readBounds(
  maxDuplicates: string | undefined,
  perMinute: string | undefined,
  atLeast: readonly string[],
): Bounds {
  return {
    ...(maxDuplicates === undefined ? {} : { maxDuplicates: count("--max-duplicates", maxDuplicates) }),
    ...(perMinute === undefined ? {} : { requestsPerMinute: count("--requests-per-minute", perMinute) }),
    minFaults: Object.fromEntries(
      atLeast.map((text) => {
        const [kind = "", least = ""] = text.split("=");
        return [kind, count("--at-least", least)];
      }),
    ),
  };
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (text === "" || !Number.isInteger(value) || value < 0)
    throw new Error(`${option} takes a whole number, not "${text}"`);
  return value;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`verdict: ${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
