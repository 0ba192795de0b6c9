// Frequency caps while an audience is cut (C6 of audience-cut.ts): whom they leave, and that nobody else has taken a place meanwhile.
import type { Pool } from "pg";
import type { LockedRun } from "./audience-cut-run.ts";
import { isAnybodyOver, lockCountedMessages } from "./counted-messages.ts";
import { type CapsInForce, capsInForce } from "./frequency-caps.ts";

type Client = Pick<Pool, "query">;

/** Somebody else planned a message to one of the page's users, and that was the last place. */
export class PlaceTakenError extends Error {
  override readonly name = "PlaceTakenError";
}

/**
 * @param isAlone from now to the commit nobody else counts messages of the workspace
 * @returns null when nobody can be at a cap
 */
export async function capsOfCut(
  client: Client,
  locked: LockedRun,
  now: Date,
  isAlone: boolean,
): Promise<CapsInForce | null> {
  const { run, capping } = locked;
  if (capping === null) return null;
  const { workspaceId, runId } = run;
  if (isAlone && takesPlaces(locked)) await lockCountedMessages(client, workspaceId);
  return capsInForce(client, { workspaceId, capping, now, except: runId });
}

/** From here to the commit nobody else takes a place. @throws PlaceTakenError when somebody has */
export async function keepWithinCaps(
  client: Client,
  locked: LockedRun,
  page: { recipients: number; lastUserId: string | null },
  now: Date,
): Promise<void> {
  if (!takesPlaces(locked) || page.recipients === 0 || page.lastUserId === null) return;
  const { workspaceId, runId } = locked.run;
  await lockCountedMessages(client, workspaceId);
  const caps = await capsOfCut(client, locked, now, false);
  if (caps === null) return;
  const counted = { workspaceId, runId, afterUserId: locked.cursor, upToUserId: page.lastUserId };
  if (await isAnybodyOver(client, counted, caps)) throw new PlaceTakenError();
}

/** Of a run that is not checked, or does not count, nobody has to be kept off. */
const takesPlaces = ({ capping }: LockedRun): boolean =>
  capping !== null && capping.isCounted && capping.rules.length > 0;
