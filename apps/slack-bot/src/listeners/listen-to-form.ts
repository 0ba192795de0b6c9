// Writing a campaign in modals: what is submitted, what is chosen on the way, and what is closed.
import type { App } from "@slack/bolt";
import type { BotOptions } from "../bot-options.ts";
import { LiveCounts } from "../modals/live-count.ts";
import { listenToChoices } from "./listen-to-choices.ts";
import { listenToClosed } from "./listen-to-closed.ts";
import { listenToWriting } from "./listen-to-writing.ts";

export function listenToForm(app: App, options: BotOptions): void {
  const counts = new LiveCounts();
  listenToWriting(app, options, counts);
  listenToChoices(app, counts);
  listenToClosed(app, options);
}
