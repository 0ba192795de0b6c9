// A view as Slack sends it back: what it was made of, and what was typed.
import type { ViewOutput } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { plain } from "../blocks/text.ts";
import type { ShownView } from "./field-problems.ts";
import { stateOf } from "./modal-fields.ts";

type Titled = { text: string } | null | undefined;

export function shownView(view: ViewOutput): ShownView {
  const text = (part: Titled, otherwise: string) => plain(part?.text ?? otherwise, 24);
  return {
    state: stateOf(view),
    modal: {
      type: "modal",
      callback_id: view.callback_id,
      title: text(view.title, "Sluice"),
      ...(view.submit ? { submit: text(view.submit, "Next") } : {}),
      close: text(view.close, "Close"),
      private_metadata: view.private_metadata,
      ...(view.notify_on_close ? { notify_on_close: true } : {}),
      ...((view.external_id ?? "") === "" ? {} : { external_id: view.external_id ?? "" }),
      blocks: view.blocks as KnownBlock[],
    },
  };
}

/** Names the view in what Slack is told of it. */
export const viewKey = (view: Pick<ViewOutput, "id" | "external_id">): string =>
  (view.external_id ?? "") === "" ? view.id : (view.external_id ?? "");
