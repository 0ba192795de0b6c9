// An endpoint behind TLS that says who called.
import { createServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import type { CertificatePair } from "./certificates.ts";

export interface SecureEndpoint extends AsyncDisposable {
  port: number;
  /** The common name of each request's client certificate; null without one. */
  callers: readonly (string | null)[];
}

export async function startSecureEndpoint(
  pair: CertificatePair,
  options: ServerOptions = {},
): Promise<SecureEndpoint> {
  const callers: (string | null)[] = [];
  const tls = { cert: pair.certificatePem, key: pair.privateKeyPem, ...options };
  const server = createServer(tls, (request, response) => {
    const certificate = (request.socket as TLSSocket).getPeerCertificate();
    callers.push(Object.keys(certificate).length === 0 ? null : String(certificate.subject.CN));
    request.resume().on("end", () => response.end("ok"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    callers,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
