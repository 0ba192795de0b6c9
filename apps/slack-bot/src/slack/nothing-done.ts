// What is said when nobody behind the door took what somebody did: never nothing.
import type { Logger } from "@sluice/telemetry";
import type { SoundPayload } from "./sound-payload.ts";

const TEXT =
  "Nothing was done: that is not one of mine any more, or it failed on our side. `/campaign help` says what there is.";
const IN_MODAL = "That failed on our side, and nothing was done. What you wrote is still here: try again.";
const TELL_WITHIN_MS = 3_000;

export interface LastWord {
  acknowledgement: unknown;
  /** For whoever acted; null: nobody waits for it. */
  text: string | null;
}

export function nothingDone(kind: SoundPayload["kind"], body: Readonly<Record<string, unknown>>): LastWord {
  if (kind === "view_submission") return { acknowledgement: keptModal(body["view"]), text: null };
  if (kind === "block_suggestion") return { acknowledgement: { options: [] }, text: null };
  return { acknowledgement: undefined, text: TEXT };
}

/** An error of a modal stands under an input; a modal without one says it in a view of its own. */
function keptModal(view: unknown): unknown {
  const blocks: unknown = Reflect.get(Object(view), "blocks");
  const input: unknown = Array.isArray(blocks)
    ? blocks.find((block: unknown) => Reflect.get(Object(block), "type") === "input")
    : undefined;
  const blockId: unknown = Reflect.get(Object(input), "block_id");
  if (typeof blockId === "string") return { response_action: "errors", errors: { [blockId]: IN_MODAL } };
  const plain = (text: string) => ({ type: "plain_text", text });
  const blocksOfNews = [{ type: "section", text: plain(TEXT.replaceAll("`", "")) }];
  return {
    response_action: "update",
    view: { type: "modal", title: plain("Sluice"), close: plain("Close"), blocks: blocksOfNews },
  };
}

/** Where a command or a click brings a way back with it. */
export async function tellOverResponseUrl(
  body: Readonly<Record<string, unknown>>,
  text: string | null,
  log: Logger,
): Promise<void> {
  const url = body["response_url"];
  if (text === null || typeof url !== "string") return;
  const answer = { response_type: "ephemeral", replace_original: false, text };
  try {
    await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(answer),
      signal: AbortSignal.timeout(TELL_WITHIN_MS),
    });
  } catch (error) {
    log.warn({ err: error }, "slack.not_told");
  }
}
