// What proves to an endpoint who sends: the headers of an authorization, and the signature. HOT: once per attempt.
import type { RequestAuthorization } from "./request-authorization.ts";
import type { WebhookSigner } from "./webhook-signer.ts";

export interface RequestProof {
  /** null: the campaign names no authorization. */
  authorization: RequestAuthorization | null;
  signer: WebhookSigner;
}

/** Without a token nothing leaves: recipients stay open. */
export const isReady = ({ authorization }: RequestProof): boolean =>
  authorization === null || authorization.isReady();

/** @param recipientKey the idempotency key. */
export function appendProof(
  headers: string[],
  { authorization, signer }: RequestProof,
  message: { recipientKey: string; body: string | null; nowMs: number },
): void {
  if (authorization !== null) headers.push(...authorization.headers());
  signer.appendTo(headers, message.recipientKey, message.body, message.nowMs);
}
