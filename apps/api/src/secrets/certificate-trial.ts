// Does a client certificate work? It is read as a sender would read it; whether endpoints accept it, only they can say.
import { X509Certificate } from "node:crypto";
import type { AuthorizationSettings } from "@sluice/schema";
import { type ClientCertificate, ClientCertificateError, tlsContext } from "@sluice/sender";

type MutualTls = Extract<AuthorizationSettings, { type: "MUTUAL_TLS" }>;

export type CertificateTrial = { holdsForMs: number } | { problem: string };

export function tryCertificate(settings: MutualTls, nowMs: number): CertificateTrial {
  try {
    tlsContext(clientCertificate(settings));
  } catch (error) {
    if (error instanceof ClientCertificateError) return { problem: error.message };
    throw error;
  }
  const { validFromDate, validToDate } = new X509Certificate(settings.certificate_pem);
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  if (validToDate.getTime() <= nowMs)
    return { problem: `the certificate ended on ${day(validToDate)}; give a new one` };
  if (validFromDate.getTime() > nowMs)
    return { problem: `the certificate does not hold before ${day(validFromDate)}; compare the clocks` };
  return { holdsForMs: validToDate.getTime() - nowMs };
}

/** As senders take it. */
export const clientCertificate = (settings: MutualTls): ClientCertificate => ({
  certificatePem: settings.certificate_pem,
  privateKeyPem: settings.private_key_pem,
  ...(settings.authority_pem === undefined ? {} : { authorityPem: settings.authority_pem }),
});
