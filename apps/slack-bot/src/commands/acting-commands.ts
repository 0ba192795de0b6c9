// `/campaign stop-all`, `lift`, `test` and `audit`.
import type { Campaign } from "@sluice/schema";
import { liftStop, saidOf, stopRefusal } from "../actions/stop-all.ts";
import { testSend } from "../actions/test-send.ts";
import { context as contextBlock } from "../blocks/text.ts";
import type { CommandContext, Reply, Typed } from "./command-context.ts";
import { shownHistory } from "./shown-card.ts";

const MAX_TABLE_ENTRIES = 5_000;

/** @param reason may be empty: the modal asks for it */
export async function answerStopAll(
  context: CommandContext,
  typed: Typed,
  reason: string,
): Promise<Reply | null> {
  const refusal = await stopRefusal(context, typed.userId);
  if (refusal !== null) return { text: refusal };
  const stop = await context.desk.stopInForce();
  if (stop !== null) return { text: `:octagonal_sign: ${saidOf(stop)}` };
  await context.openStopAll(typed.triggerId, reason, typed.channelId);
  return null;
}

export async function answerLift(context: CommandContext, { userId }: Typed): Promise<Reply> {
  return { text: (await liftStop(context, { userId, from: "/campaign lift" })).text };
}

export const answerTest = (
  context: CommandContext,
  campaign: Campaign,
  { userId }: Typed,
  to: string,
): Promise<Reply> => testSend(context, { campaign, to, userId, from: "/campaign test" });

/** `csv`: all of it, as a file where Slack lets the bot add one. */
export async function answerAudit(context: CommandContext, campaign: Campaign, how: string): Promise<Reply> {
  if (how.trim().toLowerCase() === "csv") return { text: await addTable(context, campaign) };
  return shownHistory(context, campaign);
}

async function addTable(context: CommandContext, campaign: Campaign): Promise<string> {
  const { id } = campaign;
  const table = await context.desk.historyTable(id, MAX_TABLE_ENTRIES);
  const isAdded = await context.addFile(campaign, `audit-${id}.csv`, table);
  return isAdded
    ? "Its history is in its thread, as a file."
    : `It has no thread yet, or the bot may not add files (\`files:write\`). Everything is at \`GET /v5/campaigns/${id}/audit?format=csv\`, or with \`sluice audit export ${id}\`.`;
}

/** In front of what every other verb answers: nothing goes out, whatever they show. */
export async function withStop(
  { desk }: Pick<CommandContext, "desk">,
  reply: Reply | null,
): Promise<Reply | null> {
  const stop = reply === null ? null : await desk.stopInForce();
  if (reply === null || stop === null) return reply;
  const said = `:octagonal_sign: *Everything is stopped.* ${saidOf(stop)}`;
  return {
    text: `${said}\n${reply.text}`,
    ...(reply.blocks === undefined ? {} : { blocks: [contextBlock(said), ...reply.blocks] }),
  };
}
