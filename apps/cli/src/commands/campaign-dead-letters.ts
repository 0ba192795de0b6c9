// `sluice campaign dead-letters`: list them, export them, send to them again.
import type { CampaignId } from "@sluice/schema";
import type { CampaignApi } from "../api/campaign-api.ts";
import { writeNewFile } from "./write-new-file.ts";

export interface DeadLetterOptions {
  export?: string;
  replay?: true;
}

export async function deadLetters(
  api: CampaignApi,
  id: CampaignId,
  options: DeadLetterOptions,
  output: { print: (value: unknown) => void; say: (text: string) => void },
): Promise<void> {
  if (options.export !== undefined) await writeNewFile(options.export, lines(api, id));
  if (options.replay) return output.print(await api.replay(id));
  if (options.export === undefined) return output.print(await api.deadLetters(id));
  return output.say(`Written to ${options.export}`);
}

/** Page after page: one in memory at a time. */
async function* lines(api: CampaignApi, id: CampaignId): AsyncGenerator<string> {
  let after: string | null = null;
  do {
    const page = await api.deadLetters(id, after ?? undefined);
    yield page.dead_letters.map((letter) => `${JSON.stringify(letter)}\n`).join("");
    after = page.next;
  } while (after !== null);
}
