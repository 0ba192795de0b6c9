// Do these settings work? Tried as delivery would use them; what is told has no token and no secret.
import type { AuthorizationSettings, AuthorizationTrial, OAuth2Settings } from "@sluice/schema";
import type { FetchedToken } from "@sluice/sender";
import { type CertificateTrial, tryCertificate } from "./certificate-trial.ts";

export type FetchToken = (settings: OAuth2Settings) => Promise<FetchedToken>;

const NOTHING_ASKED: AuthorizationTrial = {
  ok: true,
  status_code: null,
  found: { access_token: false, expiry: false },
  expires_in_seconds: null,
  problem: null,
};

export async function trySettings(
  settings: AuthorizationSettings,
  fetchToken: FetchToken,
  nowMs: () => number,
): Promise<AuthorizationTrial> {
  if (settings.type === "OAUTH2") return toTrial(await fetchToken(settings), nowMs());
  if (settings.type === "MUTUAL_TLS") return ofCertificate(tryCertificate(settings, nowMs()));
  return NOTHING_ASKED;
}

function toTrial(fetched: FetchedToken, nowMs: number): AuthorizationTrial {
  const { status: status_code, found } = fetched;
  if (fetched.kind === "no_token")
    return { ok: false, status_code, found, expires_in_seconds: null, problem: fetched.problem };
  const expires_in_seconds = Math.round((fetched.expiresAtMs - nowMs) / 1000);
  return { ok: true, status_code, found, expires_in_seconds, problem: null };
}

const ofCertificate = (trial: CertificateTrial): AuthorizationTrial =>
  "problem" in trial
    ? { ...NOTHING_ASKED, ok: false, problem: trial.problem }
    : { ...NOTHING_ASKED, expires_in_seconds: Math.round(trial.holdsForMs / 1000) };
