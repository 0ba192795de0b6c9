// Where requests name their workspace. It must be that of the credential.
import { z } from "zod";

const AppId = z.string().describe("The workspace id, which must be the one that the credential belongs to.");

/** In the path. */
export const AppParams = z.object({ app_id: AppId });
export type AppParams = z.infer<typeof AppParams>;

/** In the query. */
export const AppQuery = z.object({ app_id: AppId });
export type AppQuery = z.infer<typeof AppQuery>;
