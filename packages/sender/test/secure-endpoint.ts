// An endpoint behind TLS that says who called.
import { createServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Pair } from "./certificates.ts";

export interface SecureEndpoint extends AsyncDisposable {
  port: number;
  /** The common name of each request's client certificate; null without one. */
  callers: readonly (string | null)[];
  /** Connections so far. */
  connectionCount(): number;
}

export async function startSecureEndpoint(pair: Pair, options: ServerOptions = {}): Promise<SecureEndpoint> {
  const callers: (string | null)[] = [];
  let connections = 0;
  const tls = { cert: pair.certificatePem, key: pair.privateKeyPem, ...options };
  const server = createServer(tls, (request, response) => {
    const certificate = (request.socket as TLSSocket).getPeerCertificate();
    callers.push(Object.keys(certificate).length === 0 ? null : String(certificate.subject.CN));
    request.resume().on("end", () => response.end("ok"));
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    callers,
    connectionCount: () => connections,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
