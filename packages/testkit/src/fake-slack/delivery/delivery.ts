// What Slack tells the app: commands, clicks, submissions, events. Two ways lead there, and a test runs over both.
export type DeliveryKind = "slash_commands" | "interactive" | "events_api";

export interface Delivered {
  kind: DeliveryKind;
  payload: Record<string, unknown>;
  /** Of events: how often it was tried before, and why again. */
  retry?: { number: number; reason: string };
}

/** What the app said to it within three seconds. */
export type Acknowledgement = Record<string, unknown>;

export interface Delivery {
  /** @throws NotAcknowledged */
  deliver(delivered: Delivered): Promise<Acknowledgement>;
  stop(): Promise<void>;
}

export const ACKNOWLEDGE_WITHIN_MS = 3_000;

/** A person would see: "… did not respond". */
export class NotAcknowledged extends Error {
  override readonly name = "NotAcknowledged";
}

export function toAcknowledgement(payload: unknown): Acknowledgement {
  if (typeof payload === "string" && payload !== "") return { text: payload };
  return typeof payload === "object" && payload !== null ? { ...payload } : {};
}
