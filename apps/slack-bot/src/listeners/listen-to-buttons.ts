// Clicks: acknowledged, done once, and always answered.
import type { App, BlockButtonAction } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { askBefore, confirmedDeed } from "../actions/confirm-deed.ts";
import { refusalBefore, staleText } from "../actions/consider.ts";
import { takeAction } from "../actions/take-action.ts";
import { type Deed, DEEDS } from "../actions/verb-rules.ts";
import { ACTIONS, type ButtonTarget, isSameContent, parseTarget } from "../blocks/buttons.ts";
import type { BotOptions } from "../bot-options.ts";
import type { CommandContext } from "../commands/command-context.ts";
import type { ConfirmedDeed } from "../modals/confirm-modal.ts";
import { REASON_DEEDS, type ReasonDeed } from "../modals/reason-modal.ts";
import { basicsModal } from "../modals/basics-step.ts";
import { officeIn } from "../offices/office.ts";
import { shownCard, shownHistory } from "../commands/shown-card.ts";
import { editAsFile } from "./edit-as-file.ts";
import { FAILED } from "./listen-to-commands.ts";
import { LOOKS_BEFORE_DECIDING } from "./listen-to-looks.ts";
import { tellAlone } from "./tell-alone.ts";
import { showHome } from "./show-home.ts";

const DEED_OF_ACTION: ReadonlyMap<string, Deed> = new Map(DEEDS.map((deed) => [`campaign_${deed}`, deed]));

interface Click {
  actionId: string;
  value: string;
  userId: string;
  triggerId: string;
  /** Where the answer goes: the channel of the message, or the person. */
  placeId: string;
  from: string;
}

export function listenToButtons(app: App, options: BotOptions): void {
  const { log } = options;
  for (const actionId of ACTIONS) {
    app.action<BlockButtonAction>(actionId, async ({ ack, body, action, client, context: bolt }) => {
      await ack();
      const { context } = officeIn(bolt);
      const placeId = body.channel?.id ?? body.user.id;
      const tell = (text: string): Promise<void> => tellAlone(client, placeId, body.user.id, text);
      const from = originOf(body);
      const click = {
        actionId,
        value: action.value ?? "",
        userId: body.user.id,
        triggerId: body.trigger_id,
        placeId,
        from,
      };
      try {
        await onClick(context, client, click, tell);
        if (body.view?.type === "home") await showHome(officeIn(bolt), options, client, click.userId);
      } catch (error) {
        log.error({ err: error }, "click.failed");
        await tell(FAILED);
      }
    });
  }
}

/** For the audit log: the message can be found again. */
function originOf({ channel, message }: BlockButtonAction): string {
  if (channel === undefined) return "button";
  const where = `button in #${channel.name}`;
  return message === undefined ? where : `${where}, message ${channel.id}/${message.ts}`;
}

async function onClick(
  context: CommandContext,
  client: WebClient,
  click: Click,
  tell: (text: string) => Promise<void>,
): Promise<void> {
  const { actionId, userId, triggerId, from } = click;
  if (actionId === "campaign_new") return context.openNew(triggerId);
  const target = parseTarget(click.value);
  if (target === null)
    return tell("That button is not one of mine any more. `/campaign list` shows what there is.");
  const { campaignId } = target;
  const deed = DEED_OF_ACTION.get(actionId);
  const asking = REASON_DEEDS.find((one) => one === deed);
  if (asking !== undefined) return askWhy(context, click, asking, target, tell);
  const confirmed = deed === undefined ? undefined : confirmedDeed(deed);
  if (confirmed !== undefined && (await isAskedAgain(context, click, confirmed, target, tell)))
    return undefined;
  if (deed !== undefined)
    return tell((await takeAction(context, { deed, campaignId, target, userId, from })).text);
  return look(context, client, click, target, tell);
}

/** A launch that is not large was confirmed in the button's own dialog. */
async function isAskedAgain(
  context: CommandContext,
  { userId, triggerId, placeId: channelId }: Click,
  deed: ConfirmedDeed,
  target: ButtonTarget,
  tell: (text: string) => Promise<void>,
): Promise<boolean> {
  const asking = { deed, campaignId: target.campaignId, target, userId, triggerId, channelId, reason: "" };
  const asked = await askBefore(context, { ...asking, wasAsked: deed === "launch" });
  if (typeof asked !== "string") await tell(asked.said);
  return asked !== "not_needed";
}

/** Nobody writes a reason for nothing: who may not decide, or looks at an old card, hears it before. */
async function askWhy(
  context: CommandContext,
  { triggerId, userId }: Click,
  deed: ReasonDeed,
  target: ButtonTarget,
  tell: (text: string) => Promise<void>,
): Promise<void> {
  const refusal = await refusalBefore(context, { deed, campaignId: target.campaignId, target, userId });
  if (refusal !== null) return tell(refusal);
  return context.openReason(triggerId, deed, await context.desk.get(target.campaignId));
}

async function look(
  context: CommandContext,
  client: WebClient,
  click: Click,
  target: ButtonTarget,
  tell: (text: string) => Promise<void>,
): Promise<void> {
  const { actionId, triggerId, placeId, userId } = click;
  const campaign = await context.desk.get(target.campaignId);
  if (actionId === "campaign_watch") return tell(await context.watch(campaign, placeId));
  if (actionId === "campaign_edit") {
    await client.views.open({ trigger_id: triggerId, view: basicsModal(campaign) });
    return undefined;
  }
  const before = LOOKS_BEFORE_DECIDING[actionId];
  if (before !== undefined) {
    const said = isSameContent(target, campaign)
      ? await before(context, client, { campaign, userId, triggerId })
      : staleText(target, campaign, await context.board.linkTo(campaign));
    return said === null ? undefined : tell(said);
  }
  if (actionId === "campaign_file") return editAsFile(context, client, { campaign, userId, triggerId });
  const show = actionId === "campaign_audit" ? shownHistory : shownCard;
  const message = await show(context, campaign);
  if (placeId === userId) await client.chat.postMessage({ channel: userId, ...message });
  else await client.chat.postEphemeral({ channel: placeId, user: userId, ...message });
  return undefined;
}
