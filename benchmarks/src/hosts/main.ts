// Started in a network of its own by the test: sends through partitions, prints the report as one line of JSON.
import { runHosts } from "./run-hosts.ts";

process.stdin.on("end", () => process.exit(1)).resume(); // whoever started us is gone
process.stdout.write(`${JSON.stringify(await runHosts())}\n`);
process.exit(0);
