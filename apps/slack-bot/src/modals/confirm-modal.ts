// Before what cannot be taken back: what, how many, and what has gone out already. Above a number of recipients the campaign's name has
// to be typed, which nobody does by accident.
//
//   F1. It means the content that was shown (`pinOf`), and is read anew when it opens: the numbers are of this moment.
//   F2. Where nobody knows how many there are, there may be many.
import type { Campaign } from "@sluice/schema";
import { pinOf } from "../blocks/buttons.ts";
import { nameOf } from "../blocks/campaign-words.ts";
import { clamp, count, quoted, section } from "../blocks/text.ts";
import { type Modal, modal, textInput } from "./modal-fields.ts";

export const CONFIRMED_DEEDS = ["launch", "cancel"] as const;
export type ConfirmedDeed = (typeof CONFIRMED_DEEDS)[number];

export const confirmCallback = (deed: ConfirmedDeed): string => `campaign_${deed}_confirm`;
export const NAME_BLOCK = "typed_name";

export interface Scale {
  /** null: nobody knows (F2). */
  recipients: number | null;
  /** Have their end already, or were sent to. */
  settled: number;
}

export interface Confirming {
  deed: ConfirmedDeed;
  campaign: Campaign;
  scale: Scale;
  /** Of more recipients the name is asked for. */
  typeNameOver: number;
  reason: string;
  /** Where the answer goes. */
  channelId: string;
}

export function confirmModal(confirming: Confirming): Modal {
  const { deed, campaign } = confirming;
  const name = nameOf(campaign);
  const blocks = [section(textOf(confirming))];
  if (!needsName(confirming))
    return modal(confirmCallback(deed), TITLE[deed], blocks, {
      submit: SUBMIT[deed],
      close: "No",
      metadata: metadataOf(confirming),
    });
  const input = textInput(NAME_BLOCK, "Type the campaign's name", { placeholder: name, maxLength: 300 });
  return modal(confirmCallback(deed), TITLE[deed], [...blocks, input], {
    submit: SUBMIT[deed],
    close: "No",
    metadata: metadataOf(confirming),
  });
}

export const needsName = ({ scale, typeNameOver }: Pick<Confirming, "scale" | "typeNameOver">): boolean =>
  scale.recipients === null || scale.recipients > typeNameOver;

const TITLE: Readonly<Record<ConfirmedDeed, string>> = { launch: "Launch?", cancel: "Cancel for good?" };
const SUBMIT: Readonly<Record<ConfirmedDeed, string>> = { launch: "Launch", cancel: "Cancel it" };

function textOf({ deed, campaign, scale: { recipients, settled } }: Confirming): string {
  const name = `*${quoted(nameOf(campaign), 200)}* v${campaign.version}`;
  const users = recipients === null ? "its whole audience" : `*${count(recipients)}* users`;
  if (deed === "launch") return `${name} goes to ${users}.`;
  if (recipients === null) return `${name}: what has gone out stays out; the rest is never sent.`;
  return (
    `${name}: *${count(settled)}* of ${count(recipients)} have gone out already, and stay out. ` +
    `The other *${count(Math.max(0, recipients - settled))}* are never sent to.`
  );
}

interface Metadata {
  pin: string;
  reason: string;
  channelId: string;
  /** Absent: nothing has to be typed. */
  name?: string;
}

/** With the name it has to fit into what Slack keeps with a modal, as JSON. */
const MAX_REASON_LENGTH = 200;

function metadataOf(confirming: Confirming): string {
  const { campaign, reason, channelId } = confirming;
  const metadata: Metadata = {
    pin: pinOf(campaign),
    reason: clamp(reason.replaceAll(/\s+/g, " "), MAX_REASON_LENGTH),
    channelId,
  };
  return JSON.stringify(needsName(confirming) ? { ...metadata, name: nameOf(campaign) } : metadata);
}

/** null: not one of ours. */
export function readConfirmation(text: string): Metadata | null {
  try {
    const { pin, reason, channelId, name } = JSON.parse(text) as Partial<Record<keyof Metadata, unknown>>;
    if (typeof pin !== "string" || typeof reason !== "string" || typeof channelId !== "string") return null;
    return { pin, reason, channelId, ...(typeof name === "string" && { name }) };
  } catch {
    return null;
  }
}

/** As people type: without regard to case, and to spaces around and between. */
export const isTypedName = (typed: string, name: string): boolean => plainName(typed) === plainName(name);

const plainName = (text: string): string =>
  text.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
