// Who acts, for the audit log: the person as four eyes compare them, and from where, with their id and their name as it was then.
import type { Actor } from "@sluice/campaigns";
import { clamp } from "../blocks/text.ts";
import type { SlackPerson } from "../slack/people.ts";

const MAX_NAME_LENGTH = 80;

/** @param from for example `button in #campaigns, message C1/1700.1` */
export const actorOf = (
  { teamId }: { teamId: string },
  { person, userId, name }: SlackPerson,
  from: string,
): Actor => ({ person, source: `slack ${teamId}/${userId} (${clamp(name, MAX_NAME_LENGTH)}), ${from}` });
