// An office: everything that the bot has for one Slack workspace, and nothing of another. Its people, its campaigns, its
// memory, its clients with its token, its budget of edits, and the rounds that keep its cards honest.
import type { Context } from "@slack/bolt";
import type { ChatPostMessageArguments } from "@slack/web-api";
import type { Logger } from "@sluice/telemetry";
import { CardBoard } from "../cards/card-board.ts";
import { ensureCard, ensureCards } from "../cards/ensure-card.ts";
import { CampaignFollower } from "../cards/follow-campaigns.ts";
import { EditBudget } from "../cards/edit-budget.ts";
import { LiveWatch } from "../cards/live-watch.ts";
import { Outbox } from "../cards/outbox.ts";
import { refreshDirty, sweepCards } from "../cards/sweep-cards.ts";
import { ControlIntents } from "../actions/control-intents.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { findMeant } from "../commands/find-meant.ts";
import { withLinks } from "../desk/with-links.ts";
import { withSlackNames } from "../desk/with-slack-names.ts";
import { basicsModal } from "../modals/basics-step.ts";
import { confirmModal } from "../modals/confirm-modal.ts";
import type { Modal } from "../modals/modal-fields.ts";
import { reasonModal } from "../modals/reason-modal.ts";
import { stopModal } from "../modals/stop-modal.ts";
import type { BotMemory, CampaignDesk } from "../ports.ts";
import { Rounds } from "../rounds.ts";
import { backgroundClient, foregroundClient, type SlackAddress } from "../slack/clients.ts";
import { addFile } from "../slack/add-file.ts";
import { People } from "../slack/people.ts";
import type { Place } from "./place.ts";

export interface Office {
  place: Place;
  context: CommandContext;
  memory: BotMemory;
  budget: EditBudget;
  stop(): Promise<void>;
}

export interface OfficeParts {
  place: Place;
  desk: CampaignDesk;
  memory: BotMemory;
  address: SlackAddress;
  /** Where the API listens, as people reach it; null: nobody said. */
  apiUrl: string | null;
  /** Slack says that the token is no longer good. */
  onDeadToken: () => void;
  /** A launch or cancel of more recipients asks for the campaign's name. */
  typeNameOver: number;
  nowMs: () => number;
  log: Logger;
}

const TICK_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Far longer than Slack delivers anything again. */
const REMEMBERED_FOR_MS = 24 * HOUR_MS;

/** Open at once: cards that a restart left as they were are swept in the background. */
export function openOffice(parts: OfficeParts): Office {
  const { place, desk: plainDesk, memory, address, nowMs, log } = parts;
  const { teamId, botToken, channelId, approvers } = place;
  const token = { botToken, address, onDeadToken: parts.onDeadToken };
  const foreground = foregroundClient(token);
  const background = backgroundClient(token);
  const budget = new EditBudget(nowMs);
  const outbox = new Outbox(
    (message) => background.chat.postMessage(message as ChatPostMessageArguments),
    log,
  );
  const board = new CardBoard({ client: background, memory, budget, outbox, log });
  const people = new People({ client: foreground, background, teamId, approvers, nowMs });
  const desk = withLinks(withSlackNames(plainDesk, people), parts.apiUrl);
  const cards = { desk, memory, board, channelId };
  const watch = new LiveWatch({ desk, board, memory, budget, nowMs });
  const open = async (triggerId: string, view: Modal): Promise<void> =>
    void (await foreground.views.open({ trigger_id: triggerId, view }));
  const context: CommandContext = {
    desk,
    board,
    teamId,
    people,
    intents: new ControlIntents(nowMs),
    typeNameOver: parts.typeNameOver,
    openConfirm: (triggerId, confirming) => open(triggerId, confirmModal(confirming)),
    openStopAll: async (triggerId, reason, channel) =>
      open(triggerId, stopModal(await desk.underWay(), reason, channel)),
    addFile: (campaign, name, text) => addFile({ client: foreground, memory }, campaign, { name, text }),
    onSubmitted: (campaign) =>
      ensureCard(cards, campaign).catch((error: unknown) => log.warn({ err: error }, "card.not_posted")),
    onLaunched: async (campaign) => void (await watch.start(campaign, channelId)),
    watch: (campaign, channel) => watch.start(campaign, channel),
    apiUrl: parts.apiUrl,
    find: (text) => findMeant(desk, memory, text),
    openNew: (triggerId) => open(triggerId, basicsModal(null)),
    openReason: (triggerId, deed, campaign) => open(triggerId, reasonModal(deed, campaign)),
  };
  const follower = new CampaignFollower({ ...cards, outbox, people, teamId, nowMs });
  const rounds = new Rounds(log);
  rounds.once("sweep", () => sweepCards({ desk, memory, board }));
  rounds.every(TICK_MS, "live_cards", () => watch.tick());
  rounds.every(TICK_MS, "campaigns", () => follower.round());
  rounds.every(MINUTE_MS, "missing_cards", () => ensureCards(cards, nowMs()));
  rounds.every(TICK_MS, "dirty_cards", () => refreshDirty({ desk, board }));
  rounds.every(HOUR_MS, "forget_handled", () => memory.forgetHandled(new Date(nowMs() - REMEMBERED_FOR_MS)));
  return {
    place,
    context,
    memory,
    budget,
    stop: async () => {
      outbox.stop();
      await rounds.stop();
    },
  };
}

/** Of the installation that the event came from: authorizing has put it there. */
export const officeIn = (context: Context): Office => context["office"] as Office;
