// The live cards in the channel, read as people read them: does the last state of each say what the ledger says?
import type { RunStats } from "@sluice/schema";
import { type Person, readMessage, type SlackChannel } from "@sluice/testkit/fake-slack";
import { setTimeout as sleep } from "node:timers/promises";
import { waitUntil } from "../stage/wait-until.ts";

const POSTED_WITHIN_MS = 60_000;
/** Slack takes one message a second and channel. */
const BETWEEN_POSTS_MS = 1_200;

export interface SoakCampaign {
  id: string;
  name: string;
}

/** Somebody asks for the card of each, and gets it. */
export async function watchAll(
  person: Person,
  channel: SlackChannel,
  campaigns: readonly SoakCampaign[],
): Promise<void> {
  for (const campaign of campaigns) {
    const what = `the card of ${campaign.name}`;
    const ask = async () => {
      await person.types(`/campaign watch ${campaign.id}`, channel);
      await sleep(BETWEEN_POSTS_MS);
      return cardOf(channel, campaign);
    };
    await waitUntil(ask, { timeoutMs: POSTED_WITHIN_MS, what });
  }
}

/** What people read on the card. */
export const cardOf = ({ messages }: SlackChannel, { name }: SoakCampaign): string | undefined =>
  messages.map(readMessage).find((text) => text.startsWith(`${name} · `) && text.includes("*Rate*"));

/** @returns what the card says otherwise than the ledger, a sentence each */
export function differences(
  channel: SlackChannel,
  campaign: SoakCampaign,
  stats: RunStats | undefined,
): string[] {
  const card = cardOf(channel, campaign);
  if (card === undefined || stats === undefined) return [`${campaign.name} has no card`];
  const wanted = {
    Delivered: stats.delivered,
    Open: stats.open,
    "Not delivered": stats.skipped + stats.unknown + stats.expired + stats.cancelled + stats.dead_lettered,
    "Possible duplicates": stats.possible_duplicates,
  };
  return Object.entries(wanted).flatMap(([label, figure]) => {
    const shown = figureOn(card, label);
    return shown === figure ? [] : [`${campaign.name} shows ${label} ${shown}, the ledger has ${figure}`];
  });
}

/** `*Delivered*` and, in the next line, `20,000`. NaN when the card has no such field. */
function figureOn(card: string, label: string): number {
  const lines = card.split("\n");
  const text = lines[lines.indexOf(`*${label}*`) + 1] ?? "";
  return lines.includes(`*${label}*`) ? Number(/^[\d,]+/.exec(text)?.[0].replaceAll(",", "")) : NaN;
}
