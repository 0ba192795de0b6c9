import { Command } from "commander";
import { EXIT } from "../cli-error.ts";
import { dataFolder } from "../stack/data-folder.ts";
import type { Finding } from "../stack/finding.ts";
import { findings } from "../stack/findings.ts";
import { type CommandContext, dataOption, examples, jsonOption } from "./command-context.ts";

export function doctorCommand(context: CommandContext): Command {
  return new Command("doctor")
    .summary("what is there, what is missing, what to do")
    .description(
      "Looks at what Sluice needs on this machine. Starts nothing, changes nothing. Exit 0: ready; 3: something is missing.",
    )
    .addOption(dataOption())
    .addOption(jsonOption("the findings"))
    .addHelpText("after", examples("sluice doctor", "sluice doctor --data /var/lib/sluice"))
    .action((options: { data: string; json?: true }) => doctor(context, options));
}

async function doctor(
  { config, reporter, print, endWith }: CommandContext,
  options: { data: string; json?: true },
): Promise<void> {
  const found = await findings(dataFolder(options.data), config);
  for (const finding of found) reporter.say(findingText(finding, reporter.screen.paint));
  const missing = found.filter(({ state }) => state === "missing").length;
  reporter.say(
    missing === 0
      ? "\nReady: sluice demo"
      : `\n${missing === 1 ? "One thing is" : `${missing} things are`} missing; see above what to do.`,
  );
  if (options.json) print(JSON.stringify({ ready: missing === 0, findings: found }));
  endWith(missing === 0 ? EXIT.done : EXIT.failed);
}

function findingText(
  { name, state, detail, advice }: Finding,
  paint: (style: "green" | "yellow" | "red", text: string) => string,
): string {
  const signs = {
    ok: paint("green", "ok     "),
    note: paint("yellow", "note   "),
    missing: paint("red", "missing"),
  };
  const text = `${signs[state]}  ${name.padEnd(12)} ${detail}`;
  return advice === undefined ? text : `${text}\n         ${"".padEnd(12)} → ${advice}`;
}
