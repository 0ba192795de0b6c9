// The TLS settings of a pool, made once: a context for each connection would cost milliseconds.
import { createSecureContext, type SecureContext } from "node:tls";
import type { ClientCertificate } from "./client-certificate.ts";

const MIN_VERSION = "TLSv1.2";

export class ClientCertificateError extends Error {
  override readonly name = "ClientCertificateError";
  readonly code = "SLUICE_CLIENT_CERTIFICATE";
}

let plain: SecureContext | undefined;

/** @throws ClientCertificateError when certificate, key and authority are not PEM or do not belong together. */
export function tlsContext(certificate?: ClientCertificate): SecureContext {
  if (certificate === undefined) return (plain ??= createSecureContext({ minVersion: MIN_VERSION }));
  const { certificatePem, privateKeyPem, authorityPem } = certificate;
  try {
    return createSecureContext({
      minVersion: MIN_VERSION,
      cert: certificatePem,
      key: privateKeyPem,
      ...(authorityPem === undefined ? {} : { ca: authorityPem }),
    });
  } catch (cause) {
    throw new ClientCertificateError(
      "the client certificate cannot be used: check that it and its key are PEM and belong together",
      { cause },
    );
  }
}
