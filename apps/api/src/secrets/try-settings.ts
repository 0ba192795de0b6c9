// Do these settings work? Tried as delivery would use them; what is told has no token and no secret.
import type { AuthorizationSettings, AuthorizationTrial, OAuth2Settings } from "@sluice/schema";
import { ClientCertificateError, type FetchedToken, tlsContext } from "@sluice/sender";

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
  if (settings.type === "MUTUAL_TLS") return { ...NOTHING_ASKED, ...certificateProblem(settings) };
  return NOTHING_ASKED;
}

function toTrial(fetched: FetchedToken, nowMs: number): AuthorizationTrial {
  const { status: status_code, found } = fetched;
  if (fetched.kind === "no_token")
    return { ok: false, status_code, found, expires_in_seconds: null, problem: fetched.problem };
  const expires_in_seconds = Math.round((fetched.expiresAtMs - nowMs) / 1000);
  return { ok: true, status_code, found, expires_in_seconds, problem: null };
}

function certificateProblem({
  certificate_pem,
  private_key_pem,
  authority_pem,
}: Extract<AuthorizationSettings, { type: "MUTUAL_TLS" }>): Pick<AuthorizationTrial, "ok" | "problem"> {
  try {
    tlsContext({
      certificatePem: certificate_pem,
      privateKeyPem: private_key_pem,
      ...(authority_pem === undefined ? {} : { authorityPem: authority_pem }),
    });
    return { ok: true, problem: null };
  } catch (error) {
    if (error instanceof ClientCertificateError) return { ok: false, problem: error.message };
    throw error;
  }
}
