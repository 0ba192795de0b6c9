// An authority of our own, and what it signs for a test.
import { type CertificateExtension, generate } from "selfsigned";

export interface CertificatePair {
  certificatePem: string;
  privateKeyPem: string;
}

const DAY_MS = 86_400_000;

export async function makeAuthority(): Promise<CertificatePair> {
  return toPair(
    await generate([{ name: "commonName", value: "Test authority" }], {
      ...KEYS,
      extensions: [
        { name: "basicConstraints", cA: true, critical: true },
        { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
      ],
    }),
  );
}

/** For a server and for a client. It holds until tomorrow, or did until yesterday. @param names addresses or names; the first is the common name. */
export async function signCertificate(
  authority: CertificatePair,
  names: readonly string[],
  { hasEnded = false } = {},
): Promise<CertificatePair> {
  const altNames = names.map((name) =>
    /^[\d.]+$/.test(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  );
  const extensions: CertificateExtension[] = [
    { name: "extKeyUsage", serverAuth: true, clientAuth: true },
    { name: "subjectAltName", altNames },
  ];
  const signed = await generate([{ name: "commonName", value: names[0] ?? "nobody" }], {
    ...KEYS,
    extensions,
    ca: { key: authority.privateKeyPem, cert: authority.certificatePem },
    notBeforeDate: new Date(Date.now() - 2 * DAY_MS),
    notAfterDate: new Date(Date.now() + (hasEnded ? -DAY_MS : DAY_MS)),
  });
  return toPair(signed);
}

const KEYS = { keyType: "ec", algorithm: "sha256" } as const;

const toPair = ({ cert, private: privateKeyPem }: { cert: string; private: string }): CertificatePair => ({
  certificatePem: cert,
  privateKeyPem,
});
