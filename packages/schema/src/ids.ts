// Ids: what each identifies, how it looks, and how it is minted (time and chance are arguments; nothing here reads a clock).
import { z } from "zod";

/** Tenant. Appears in NATS subjects, so it is one subject token. */
export const WorkspaceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "use 1-64 of a-z, 0-9, '_' and '-', starting with a letter or digit");
export type WorkspaceId = z.infer<typeof WorkspaceId>;

/** 24 hexadecimal digits, as the V5 campaigns API shows them. */
export const CampaignId = z.string().regex(/^[0-9a-f]{24}$/, "a campaign id is 24 hexadecimal digits");
export type CampaignId = z.infer<typeof CampaignId>;

/** UUIDv7: runs sort by the time at which they were made. */
export const RunId = z.uuid({ version: "v7", error: "a run id is a UUID of version 7" });
export type RunId = z.infer<typeof RunId>;

/** Authorization configuration: what a connector names instead of a secret. */
export const AuthorizationId = z
  .string()
  .regex(/^[0-9a-f]{24}$/, "an authorization configuration id is 24 hexadecimal digits");
export type AuthorizationId = z.infer<typeof AuthorizationId>;

/** The workspace's own unique id of a user. Control characters are refused; anything else is kept as it came. */
export const MAX_USER_ID_LENGTH = 256;
export const UserId = z
  .string()
  .min(1, "a user id must not be empty")
  .max(MAX_USER_ID_LENGTH, `a user id has at most ${MAX_USER_ID_LENGTH} characters`)
  // oxlint-disable-next-line no-control-regex -- control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, "a user id must not contain control characters");
export type UserId = z.infer<typeof UserId>;

/** UUIDv7, minted when a triggered send was accepted. */
export const SendId = z.uuid({ version: "v7", error: "a send id is a UUID of version 7" });
export type SendId = z.infer<typeof SendId>;

/**
 * Who a recipient of a run is: the user id, or in a triggered run, which may send to a user many times, the user id,
 * `#` and the send id.
 */
const SEND_ID_LENGTH = 36;
export const MAX_RECIPIENT_KEY_LENGTH = MAX_USER_ID_LENGTH + 1 + SEND_ID_LENGTH;
export const recipientKey = (userId: UserId, sendId: SendId): string => `${userId}#${sendId}`;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** HOT: once per triggered send. */
function hex(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += HEX[byte] ?? "";
  return digits;
}

/** @param random 6 bytes. Layout of an ObjectId: 4 bytes of seconds, then here 2 of milliseconds, so that ids sort by their making, 6 of chance. */
export function mintCampaignId(nowMs: number, random: Uint8Array): CampaignId {
  const seconds = Math.floor(nowMs / 1000) % 2 ** 32;
  const milliseconds = Math.floor(nowMs % 1000);
  return (
    seconds.toString(16).padStart(8, "0") +
    milliseconds.toString(16).padStart(4, "0") +
    hex(random.subarray(0, 6))
  );
}

/** @param random 10 bytes. RFC 9562: 48 bits of milliseconds, version 7, variant 10, the rest chance. */
export function mintUuidV7(nowMs: number, random: Uint8Array): RunId {
  const digits = nowMs.toString(16).padStart(12, "0") + hex(random.subarray(0, 10));
  const version = `7${digits.slice(13, 16)}`;
  const variant =
    ((Number.parseInt(digits.slice(16, 18), 16) & 0x3f) | 0x80).toString(16) + digits.slice(18, 20);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${version}-${variant}-${digits.slice(20, 32)}`;
}

/** When a run was minted, from its id: a moment that every attempt for it agrees on. */
export function mintedAtMs(runId: RunId): number {
  return Number.parseInt(runId.replaceAll("-", "").slice(0, 12), 16);
}

/**
 * Sent to the endpoint as `Idempotency-Key`: the same for every attempt, so that the endpoint can drop a second copy.
 * The recipient (a user id, or a recipient key) is percent-encoded because header values are ASCII.
 */
export function idempotencyKey(runId: RunId, recipient: string): string {
  return `${runId}:${encodeURIComponent(recipient)}`;
}
