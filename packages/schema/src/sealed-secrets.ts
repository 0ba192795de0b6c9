// Secrets as they travel to delivery: sealed. Whoever reads the bus without the vault's keys reads none of them.
import { z } from "zod";
import { AuthorizationStatus, AuthorizationType } from "./authorization.ts";

const Sealed = z.string().min(1).max(400_000);

/** Bucket `secrets`, key `<ws>.authorization.<configuration id>`: the settings, sealed for `version`. */
export const SealedConfiguration = z.strictObject({
  v: z.literal(1),
  type: AuthorizationType,
  version: z.int().min(1),
  sealed: Sealed,
});
export type SealedConfiguration = z.infer<typeof SealedConfiguration>;

export const SIGNING_SECRETS_MAX = 10;

/** Bucket `secrets`, key `<ws>.signing`: what requests of the workspace are signed with, the newest first. */
export const SealedSigning = z.strictObject({
  v: z.literal(1),
  secrets: z
    .array(
      z.strictObject({
        id: z.string(),
        sealed: Sealed,
        /** From then on it no longer signs; null: no end is set. */
        retires_at_ms: z.int().nullable(),
      }),
    )
    .min(1)
    .max(SIGNING_SECRETS_MAX),
});
export type SealedSigning = z.infer<typeof SealedSigning>;

/**
 * Bucket `tokens`, key `<ws>.<configuration id>`: the access token that all senders share, and who fetches the next one.
 * Every write is a compare-and-set on the one before.
 */
export const TokenEntry = z.strictObject({
  v: z.literal(1),
  /** Of the settings that the token was fetched with. */
  configuration_version: z.int().min(1),
  /** Grows with each token; 0: there was none yet. */
  token_version: z.int().min(0),
  /** Sealed for `token_version`; null: none. */
  sealed: Sealed.nullable(),
  fetched_at_ms: z.int(),
  expires_at_ms: z.int(),
  fetched_by: z.string().nullable(),
  /** Who fetches at present. */
  fetching_by: z.string().nullable(),
  /** Fetches that failed since the last token. */
  failures: z.int().min(0),
  status: AuthorizationStatus,
  status_reason: z.string().nullable(),
});
export type TokenEntry = z.infer<typeof TokenEntry>;
