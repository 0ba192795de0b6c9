// Started in a mount namespace of its own by the test: prints the report as one line of JSON.
import { runDiskLab } from "./disk-lab.ts";

process.stdin.on("end", () => process.exit(1)).resume(); // whoever started us is gone
process.stdout.write(`${JSON.stringify(await runDiskLab())}\n`);
process.exit(0);
