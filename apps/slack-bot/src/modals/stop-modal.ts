// Before everything is stopped: how much is under way, and why it is to stop.
import type { WorkUnderWay } from "../acting-ports.ts";
import { count, section } from "../blocks/text.ts";
import { type Modal, modal, textInput } from "./modal-fields.ts";

export const STOP_MODAL = "workspace_stop_confirm";
export const STOP_REASON_BLOCK = "stop_reason";

export function stopModal({ runs, recipients }: WorkUnderWay, reason: string, channelId: string): Modal {
  const what =
    runs === 0
      ? "Nothing is under way now."
      : `*${count(runs)}* ${runs === 1 ? "run" : "runs"} with *${count(recipients)}* recipients still to be sent to ${runs === 1 ? "is" : "are"} under way.`;
  return modal(
    STOP_MODAL,
    "Stop everything?",
    [
      section(
        `${what} All of it is paused at once, and nothing can be launched, resumed or tested until *two* people lift the stop.`,
      ),
      textInput(STOP_REASON_BLOCK, "Why, for everybody who looks", {
        initial: reason,
        optional: true,
        maxLength: 1_000,
      }),
    ],
    { submit: "Stop everything", close: "No", metadata: channelId },
  );
}
