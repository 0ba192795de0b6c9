// Stop-all and its lift, by whoever may approve. Nobody has to agree to a stop; two people have to agree that it ends.
import { CampaignError } from "@sluice/campaigns";
import type { WorkspaceStop } from "@sluice/schema";
import { quoted, when } from "../blocks/text.ts";
import type { CampaignDesk } from "../ports.ts";
import type { People, SlackPerson } from "../slack/people.ts";
import { actorOf } from "./actor-of.ts";
import { inWords } from "./in-words.ts";

export interface StopContext {
  desk: Pick<CampaignDesk, "stopInForce" | "stopAll" | "liftStop" | "underWay">;
  people: Pick<People, "of" | "approvalRefusal">;
  teamId: string;
}

interface Who {
  userId: string;
  /** For the audit log. */
  from: string;
}

/** `stop`: as it stands now; null: nothing was done. */
export interface StopAnswer {
  stop: WorkspaceStop | null;
  text: string;
}

/** @returns null, or why this person may not */
export async function stopRefusal({ people }: StopContext, userId: string): Promise<string | null> {
  return people.approvalRefusal(await people.of(userId));
}

export async function stopAll(context: StopContext, who: Who, reason: string): Promise<StopAnswer> {
  return act(context, who, async (actor) => {
    const { stop, isNew } = await context.desk.stopAll(actor, reason);
    if (!isNew) return { stop, text: `Everything was stopped already: ${saidOf(stop)}` };
    const runs = `${stop.paused_runs} ${stop.paused_runs === 1 ? "run is" : "runs are"} paused`;
    return { stop, text: `:octagonal_sign: You stopped everything. ${runs}, and nothing new can start.` };
  });
}

export async function liftStop(context: StopContext, who: Who): Promise<StopAnswer> {
  return act(context, who, async (actor) => {
    const stop = await context.desk.liftStop(actor);
    const text =
      stop.ended_at === null
        ? `You lifted the stop: ${stop.lifts.length} of ${stop.lifts_required}. Another person has to lift it, too.`
        : "The stop is lifted. Every run stays paused until somebody resumes it.";
    return { stop, text };
  });
}

async function act(
  context: StopContext,
  { userId, from }: Who,
  work: (actor: { person: string; source: string }) => Promise<StopAnswer>,
): Promise<StopAnswer> {
  const person: SlackPerson = await context.people.of(userId);
  const refusal = await context.people.approvalRefusal(person);
  if (refusal !== null) return { stop: null, text: refusal };
  try {
    return await work(actorOf(context, person, from));
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error;
    return { stop: null, text: inWords(error) };
  }
}

/** For every verb that would be in vain. */
export const saidOf = ({ stopped_by, stopped_at, reason, lifts, lifts_required }: WorkspaceStop): string =>
  `${quoted(stopped_by)} stopped everything, ${when(stopped_at)}${reason === null ? "" : `: “${quoted(reason, 300)}”`}. ` +
  `Lifted by ${lifts.length} of ${lifts_required}: \`/campaign lift\`.`;
