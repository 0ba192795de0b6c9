// `sluice campaign dead-letters`: list them, export them, send to them again.
import type { CampaignId, RunId } from "@sluice/schema";
import type { CampaignApi, DeadLetterPage } from "../api/campaign-api.ts";
import { writeNewFile } from "./write-new-file.ts";

export interface DeadLetterOptions {
  /** Left out: the last run. */
  run?: RunId;
  export?: string;
  replay?: true;
}

export async function deadLetters(
  api: CampaignApi,
  id: CampaignId,
  options: DeadLetterOptions,
  output: { print: (value: unknown) => void; say: (text: string) => void },
): Promise<void> {
  const { run: runId } = options;
  if (options.export !== undefined) await writeNewFile(options.export, lines(api, id, runId));
  if (options.replay) return output.print(await api.replay(id, runId));
  if (options.export === undefined) return output.print(await api.deadLetters(id, { runId }));
  return output.say(`Written to ${options.export}`);
}

/** Page after page: one in memory at a time. */
async function* lines(api: CampaignApi, id: CampaignId, runId: RunId | undefined): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page: DeadLetterPage = await api.deadLetters(id, { runId, after });
    yield page.dead_letters.map((letter) => `${JSON.stringify(letter)}\n`).join("");
    after = page.next ?? undefined;
  } while (after !== undefined);
}
