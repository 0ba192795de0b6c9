// The rules of frequency capping of a workspace, kept among its settings. They hold for what is planned from then on.
import type { FrequencyCapping, WorkspaceId } from "@sluice/schema";
import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import { replaceSetting } from "./workspace-settings.ts";

/** Of two who change them at once the second sees what the first made. @returns those before, null when there were none */
export const replaceFrequencyCapping = async (
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  capping: FrequencyCapping,
): Promise<FrequencyCapping | null> =>
  (await replaceSetting(db, workspaceId, "frequency_capping", capping)) ?? null;
