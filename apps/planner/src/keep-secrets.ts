// What the leading planner does about secrets: every workspace has one to sign with, senders see what Postgres has, and
// everything is sealed with the present key. What is learned of tokens is written down by whichever planner is first.
import { AccessTokens, type Bus, publishNotice, SealedSecrets } from "@sluice/bus";
import type { ChangeBell, Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import type { Vault } from "@sluice/vault";
import { followTokens } from "./follow-tokens.ts";
import { keepDoing, type Repeating } from "./keep-doing.ts";
import { SecretMirror } from "./mirror-secrets.ts";
import { rewrapSecrets } from "./rewrap-secrets.ts";

/** Unless the bell rings: a workspace that begins to send. */
const MIRROR_IDLE_MS = 1_000;
const REWRAP_IDLE_MS = 10_000;
const FOLLOW_RETRY_MS = 500;

export interface SecretsPorts {
  store: Store;
  bus: Bus;
  vault: Vault;
  lease: { isHeld(): boolean };
  bell: ChangeBell;
  log: Logger;
  nowMs: () => number;
}

export async function keepSecrets({
  store,
  bus,
  vault,
  lease,
  bell,
  log,
  nowMs,
}: SecretsPorts): Promise<Repeating> {
  const [secrets, tokens] = await Promise.all([SealedSecrets.open(bus), AccessTokens.open(bus)]);
  const mirror = new SecretMirror({ store, secrets, vault, nowMs });
  const whileLeading = (work: () => Promise<boolean | void>) => () =>
    lease.isHeld() ? work() : Promise.resolve(false);
  const announce = publishNotice.bind(null, bus);
  const ending = new AbortController();
  const all = [
    keepDoing({
      name: "mirror secrets",
      idleMs: MIRROR_IDLE_MS,
      bell,
      log,
      work: whileLeading(() => mirror.show()),
    }),
    keepDoing({
      name: "rewrap secrets",
      idleMs: REWRAP_IDLE_MS,
      log,
      work: whileLeading(() => rewrapSecrets(store, vault, log)),
    }),
    keepDoing({
      name: "follow tokens",
      idleMs: FOLLOW_RETRY_MS,
      log,
      work: () => followTokens({ store, tokens, announce, log, nowMs }, ending.signal),
    }),
  ];
  return {
    stop: async () => {
      ending.abort();
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}
