// The API's description → the types of the client. The API prints its description without a database or a bus.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

const PRINT = fileURLToPath(new URL("../../../../apps/api/src/openapi/print.ts", import.meta.url));
const HEAD = `// Made from the API's description by \`pnpm --filter @sluice/client generate\`; a test fails when it is stale.\n\n`;
const MAX_BYTES = 4 * 1024 * 1024;

export const API_TYPES = fileURLToPath(new URL("../../src/generated/api.ts", import.meta.url));

export async function apiTypes(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [PRINT], { maxBuffer: MAX_BYTES });
  const nodes = await openapiTS(JSON.parse(stdout) as OpenAPI3, {
    alphabetize: true,
    defaultNonNullable: false,
  });
  return HEAD + astToString(nodes);
}
