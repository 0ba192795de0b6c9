// Two people on one machine: the author, who writes and submits, and the approver, who approves. Their API keys are made
// at the first start and kept in the data folder, readable by its owner alone.
//
//   K1. Nobody approves what they wrote: that is why there are two, also when one person plays both.
//   K2. A key that the database does not know (another database), or that lacks a scope (an older folder), is made again.
import { randomBytes } from "node:crypto";
import { WorkspaceId } from "@sluice/schema";
import {
  type ApiKeyScope,
  createApiKey,
  createApiKeyVerifier,
  ensureWorkspace,
  type Store,
} from "@sluice/store";
import { z } from "zod";
import { type DataFolder, readOwnJson, writeOwnJson } from "./data-folder.ts";

export const LOCAL_WORKSPACE: WorkspaceId = "local";
const PEPPER_BYTES = 32;

const LocalOperator = z.strictObject({ actor: z.email(), key: z.string() });
export type LocalOperator = z.infer<typeof LocalOperator>;

const LocalOperators = z.strictObject({
  v: z.literal(1),
  workspace: WorkspaceId,
  /** Hexadecimal: what the API keys are hashed with. */
  pepper: z.hex(),
  author: LocalOperator,
  approver: LocalOperator,
});
export type LocalOperators = z.infer<typeof LocalOperators>;

export type OperatorName = "author" | "approver";

const ACTORS: Readonly<Record<OperatorName, string>> = {
  author: "author@sluice.local",
  approver: "approver@sluice.local",
};

const SCOPES: Readonly<Record<OperatorName, readonly ApiKeyScope[]>> = {
  author: ["view", "create_manage", "publish", "import", "data", "secrets", "send"],
  approver: ["view", "approve", "publish", "admin"],
};

export const readLocalOperators = (folder: DataFolder): Promise<LocalOperators | null> =>
  readOwnJson(folder.keys, LocalOperators);

/** Needs the tables. @returns whether it was made */
export const ensureLocalWorkspace = (store: Store): Promise<boolean> =>
  ensureWorkspace(store, { workspaceId: LOCAL_WORKSPACE, name: "This machine" });

/** Needs the tables. @returns operators whose keys the database knows. */
export async function ensureLocalOperators(store: Store, folder: DataFolder): Promise<LocalOperators> {
  await ensureLocalWorkspace(store);
  const known = await readLocalOperators(folder);
  if (known !== null && (await areAccepted(store, known))) return known;
  const pepper = known === null ? randomBytes(PEPPER_BYTES) : Buffer.from(known.pepper, "hex");
  const made: LocalOperators = {
    v: 1,
    workspace: LOCAL_WORKSPACE,
    pepper: pepper.toString("hex"),
    author: await makeOperator(store, pepper, "author"),
    approver: await makeOperator(store, pepper, "approver"),
  };
  await writeOwnJson(folder.keys, made);
  return made;
}

async function areAccepted(store: Store, operators: LocalOperators): Promise<boolean> {
  const verify = createApiKeyVerifier(() => store, Buffer.from(operators.pepper, "hex"));
  const accepted = await Promise.all(
    (["author", "approver"] as const).map(async (name) => {
      const key = await verify(operators.workspace, operators[name].key);
      return key !== null && SCOPES[name].every((scope) => key.scopes.includes(scope));
    }),
  );
  return accepted.every(Boolean); // K2
}

async function makeOperator(store: Store, pepper: Uint8Array, name: OperatorName): Promise<LocalOperator> {
  const actor = ACTORS[name];
  const { secret } = await createApiKey(store, pepper, {
    workspaceId: LOCAL_WORKSPACE,
    actor,
    scopes: SCOPES[name],
  });
  return { actor, key: secret };
}
