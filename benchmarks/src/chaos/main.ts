// Started by run-chaos.ts in a mount namespace of its own: plays one run, prints its figures as JSON.
import type { ChaosOptions } from "./chaos-options.ts";
import { runChaosHere } from "./run-chaos.ts";

process.stdin.on("end", () => process.exit(1)).resume(); // whoever started us is gone
const options = JSON.parse(process.argv[2] ?? "") as ChaosOptions;
const figures = await runChaosHere(options, (text) => process.stderr.write(`  ${text}\n`));
process.stdout.write(JSON.stringify(figures), () => process.exit(0));
