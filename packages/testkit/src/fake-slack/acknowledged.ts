// What an app's acknowledgement does in Slack: it may be the answer to a command, or say what becomes of a modal.
import type { Acknowledgement } from "./delivery/delivery.ts";
import type { FakeTeam } from "./fake-team.ts";
import { postMessage } from "./messages.ts";
import type { SlackView, ViewDefinition } from "./views.ts";
import type { SlackChannel } from "./workspace.ts";

/** For the person alone, unless it says otherwise. */
export function showAnswer(
  { workspace }: FakeTeam,
  userId: string,
  channel: SlackChannel,
  { text, blocks, response_type: type }: Acknowledgement,
): void {
  if (text === undefined && blocks === undefined) return;
  const content = { text: typeof text === "string" ? text : "", blocks: blocks as unknown[] | undefined };
  postMessage(workspace, channel, content, type === "in_channel" ? {} : { ephemeral_to: userId });
}

/** @returns the errors that the modal shows by block, or null */
export function followSubmission(
  { views }: FakeTeam,
  userId: string,
  view: SlackView,
  answer: Acknowledgement,
): Record<string, string> | null {
  switch (answer["response_action"]) {
    case "errors":
      return answer["errors"] as Record<string, string>;
    case "clear":
      views.close(userId, true);
      return null;
    case "push":
      views.pushOnto(userId, answer["view"] as ViewDefinition);
      return null;
    case "update":
      views.update({ view_id: view.id }, answer["view"] as ViewDefinition);
      return null;
    default:
      // Unless the app put another view there in the meantime.
      if (views.stackOf(userId).at(-1)?.id === view.id) views.close(userId, false);
      return null;
  }
}
