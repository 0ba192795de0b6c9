import { AccessTokens, SealedSecrets } from "@sluice/bus";
import type { Notice, TokenEntry } from "@sluice/schema";
import { findAuthorization, insertAuthorization, liveSigningSecrets } from "@sluice/store";
import { createLogger } from "@sluice/telemetry";
import { eventually } from "@sluice/testkit";
import { generateVaultKey, Vault } from "@sluice/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { followTokens } from "../src/follow-tokens.ts";
import { SecretMirror } from "../src/mirror-secrets.ts";
import { rewrapSecrets } from "../src/rewrap-secrets.ts";
import { openStage, publishRun, type Stage, WORKSPACE } from "./stage.ts";

const ID = "a".repeat(24);
const REF = { workspaceId: WORKSPACE, configurationId: ID };
const keys = [generateVaultKey(0), generateVaultKey(1)] as const;
const vault = new Vault([keys[0]]);
const log = createLogger("test", { level: "silent" });

let stage: Stage;
let secrets: SealedSecrets;
beforeAll(async () => {
  stage = await openStage();
  secrets = await SealedSecrets.open(stage.bus);
  const now = new Date();
  await insertAuthorization(stage.store.db, {
    workspace_id: WORKSPACE,
    configuration_id: ID,
    name: "CRM",
    type: "OAUTH2",
    status: "ACTIVE",
    status_reason: null,
    version: 3,
    sealed: vault.seal("settings", { workspaceId: WORKSPACE, kind: "authorization", id: ID, version: 3 }),
    header_names: ["authorization"],
    created_by: "ana",
    created_at: now,
    updated_at: now,
  });
});
afterAll(async () => stage[Symbol.asyncDispose]());

const openMirror = () => new SecretMirror({ store: stage.store, secrets, vault, nowMs: Date.now });

test("a workspace gets a signing secret, and when it sends its secrets are on the bus, again after the bus lost them", async () => {
  await publishRun(stage.store);
  await openMirror().show();
  const live = await liveSigningSecrets(stage.store.db, WORKSPACE, new Date());
  expect(live).toHaveLength(1);
  expect(await secrets.getSigning(WORKSPACE)).toMatchObject({ secrets: [{ sealed: live[0]?.sealed }] });
  await secrets.removeConfiguration(WORKSPACE, ID);
  await openMirror().show();
  expect(await secrets.getConfiguration(WORKSPACE, ID)).toMatchObject({ type: "OAUTH2", version: 3 });
  expect(await liveSigningSecrets(stage.store.db, WORKSPACE, new Date())).toEqual(live);
});

test("under a new first key everything is wrapped again, opens without the old one, and nothing is left to do", async () => {
  const both = new Vault([keys[1], keys[0]]);
  await rewrapSecrets(stage.store, both, log);
  const row = await findAuthorization(stage.store.db, REF);
  const alone = new Vault([keys[1]]);
  const sealedFor = { workspaceId: WORKSPACE, kind: "authorization", id: ID, version: 3 } as const;
  expect(alone.open(row?.sealed ?? "", sealedFor)).toBe("settings");
  const before = await stage.store.pool.query("select sealed from signing_secrets");
  await rewrapSecrets(stage.store, both, log);
  expect((await stage.store.pool.query("select sealed from signing_secrets")).rows).toEqual(before.rows);
});

test("what senders learn of tokens becomes the status; what they learned of older settings does not", async () => {
  const tokens = await AccessTokens.open(stage.bus);
  const notices: Notice[] = [];
  const ending = new AbortController();
  const announce = async (notice: Notice): Promise<void> => void notices.push(notice);
  const following = followTokens(
    { store: stage.store, tokens, announce, log, nowMs: Date.now },
    ending.signal,
  );
  const statusOf = async () => (await findAuthorization(stage.store.db, REF))?.status;
  let revision = 0;
  const write = async (changes: Partial<TokenEntry>): Promise<void> => {
    revision = (await tokens.write(REF, { ...ENTRY, ...changes }, revision)) ?? 0;
  };
  await write({ configuration_version: 2, status: "FAILED", status_reason: "old" });
  await write({ status: "FAILED", status_reason: "status 401" });
  await eventually(async () => (await statusOf()) === "FAILED");
  expect((await findAuthorization(stage.store.db, REF))?.status_reason).toBe("status 401");
  await write({ status: "ACTIVE" });
  await eventually(async () => (await statusOf()) === "ACTIVE");
  ending.abort();
  await following;
});

const ENTRY: TokenEntry = {
  v: 1,
  configuration_version: 3,
  token_version: 0,
  sealed: null,
  fetched_at_ms: 0,
  expires_at_ms: 0,
  fetched_by: null,
  fetching_by: null,
  failures: 3,
  status: "ACTIVE",
  status_reason: null,
};
