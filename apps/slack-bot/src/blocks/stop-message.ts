// The loud message when everything is stopped, and what becomes of it: who, why, how far lifting is, and the button for it.
import type { Block, KnownBlock } from "@slack/types";
import type { WorkspaceStop } from "@sluice/schema";
import { context, header, mrkdwn, plain, quoted, section, when } from "./text.ts";

export const LIFT_ACTION = "workspace_lift";

export interface LoudMessage {
  text: string;
  blocks: Array<KnownBlock | Block>;
}

const MAX_REASON_LENGTH = 500;

/** @param userIds of those who are in this Slack, by mailbox */
export function stopMessage(stop: WorkspaceStop, userIds: ReadonlyMap<string, string>): LoudMessage {
  const { stopped_by, stopped_at, reason, paused_runs, ended_at } = stop;
  const who = mention(stopped_by, userIds);
  const why = reason === null ? "No reason was given." : `“${quoted(reason, MAX_REASON_LENGTH)}”`;
  const title = ended_at === null ? "Everything is stopped" : "The stop is lifted";
  return {
    text: `${title}: stopped by ${quoted(stopped_by, 120)}${reason === null ? "" : `, ${quoted(reason, MAX_REASON_LENGTH)}`}`,
    blocks: [
      header(`${ended_at === null ? ":octagonal_sign:" : ":large_green_circle:"} ${title}`),
      section(`${who} stopped everything, ${when(stopped_at)}. ${why}\n${runsText(paused_runs)}`),
      context(liftsText(stop, userIds)),
      ...(ended_at === null ? [liftButton(stop)] : []),
    ],
  };
}

const runsText = (runs: number): string =>
  `*${runs}* ${runs === 1 ? "run was" : "runs were"} paused. Until the stop is lifted nothing can be launched, resumed, replayed or tested.`;

function liftsText(
  { lifts, lifts_required, ended_at }: WorkspaceStop,
  userIds: ReadonlyMap<string, string>,
): string {
  const by = lifts.map(({ lifted_by }) => mention(lifted_by, userIds)).join(" and ");
  if (ended_at !== null)
    return `Lifted by ${by}, ${when(ended_at)}. Every run stays paused until somebody resumes it.`;
  const soFar = lifts.length === 0 ? "" : `, by ${by}`;
  return `Lifting takes ${lifts_required} people: ${lifts.length} of ${lifts_required}${soFar}.`;
}

const liftButton = ({ stop_id, lifts, lifts_required }: WorkspaceStop): KnownBlock => ({
  type: "actions",
  block_id: "stop",
  elements: [
    {
      type: "button",
      action_id: LIFT_ACTION,
      value: stop_id,
      text: plain(`Lift the stop (${lifts.length} of ${lifts_required})`),
      confirm: {
        title: plain("Lift the stop?"),
        text: mrkdwn("Once another person lifts it, too, campaigns can be launched and resumed again."),
        confirm: plain("Lift it"),
        deny: plain("No"),
      },
    },
  ],
});

const mention = (person: string, userIds: ReadonlyMap<string, string>): string => {
  const userId = userIds.get(person);
  return userId === undefined ? quoted(person, 120) : `<@${userId}>`;
};
