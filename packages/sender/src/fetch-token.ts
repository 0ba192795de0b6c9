// One token request over the guarded door, from settings to a token or to what is wrong.
import type { OAuth2Settings } from "@sluice/schema";
import { AddressRefusedError } from "./address-guard.ts";
import type { Egress } from "./egress.ts";
import { failureWords } from "./failure-words.ts";
import { guardedRequest, GuardedRequestError } from "./guarded-request.ts";
import { readTokenAnswer, type TokenAnswer } from "./token-answer.ts";
import { tokenRequest } from "./token-request.ts";

export const TOKEN_TIMEOUT_MS = 10_000;

/** `status` is null when there was no whole answer. */
export type FetchedToken = TokenAnswer & { status: number | null };

/** Never rejects for what an endpoint or an address does; the problem is in words without secrets. */
export async function fetchToken(
  egress: Egress,
  settings: OAuth2Settings,
  nowMs: () => number,
): Promise<FetchedToken> {
  try {
    const answer = await guardedRequest(egress, tokenRequest(settings.request, TOKEN_TIMEOUT_MS));
    return { ...readTokenAnswer(answer, settings, nowMs()), status: answer.status };
  } catch (error) {
    if (error instanceof AddressRefusedError)
      return noAnswer(`the token endpoint may not be called: ${refusalWords(error)}`);
    if (error instanceof GuardedRequestError)
      return noAnswer(`the token endpoint gave no answer: ${failureWords(error.code)}`);
    throw error;
  }
}

const noAnswer = (problem: string): FetchedToken => ({
  kind: "no_token",
  problem,
  found: { access_token: false, expiry: false },
  status: null,
});

/** Authors read it: what a name resolves to inside the operator's network is not theirs to know. */
const refusalWords = ({ code, message }: AddressRefusedError): string =>
  code === "SLUICE_ADDRESS_REFUSED"
    ? "its address is not allowed; only public ones are, and networks that the operator allows (--allow-cidr, SLUICE_ALLOW_CIDRS)"
    : message;
