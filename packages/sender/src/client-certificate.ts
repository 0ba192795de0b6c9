/** What a workspace shows to endpoints that ask who calls (mutual TLS). Secret: keep it out of logs. */
export interface ClientCertificate {
  /** The certificate, then the intermediate ones, as PEM. */
  certificatePem: string;
  /** Unencrypted, as PEM. */
  privateKeyPem: string;
  /** Trusted instead of the public authorities when the endpoint has a certificate of its own making. */
  authorityPem?: string;
}
