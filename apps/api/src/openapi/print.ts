// `node src/openapi/print.ts`: the description on stdout. Needs no database and no bus.
import { describeApi } from "./describe-api.ts";

process.stdout.write(`${JSON.stringify(await describeApi(), null, 2)}\n`);
