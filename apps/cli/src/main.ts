// The command line's door: arguments in, exit code out.
import { resolveConfig } from "./config.ts";
import { runProgram } from "./program.ts";

process.exitCode = await runProgram(process.argv, resolveConfig());
