// An authority of our own, and what it signs for a test.
import { type CertificateExtension, generate } from "selfsigned";

export interface Pair {
  certificatePem: string;
  privateKeyPem: string;
}

const DAY_MS = 86_400_000;

export async function makeAuthority(): Promise<Pair> {
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

/** @param names Addresses, or names without one. */
export async function sign(authority: Pair, names: readonly string[], isExpired = false): Promise<Pair> {
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
    notAfterDate: new Date(Date.now() + (isExpired ? -DAY_MS : DAY_MS)),
  });
  return toPair(signed);
}

const KEYS = { keyType: "ec", algorithm: "sha256" } as const;

const toPair = ({ cert, private: privateKeyPem }: { cert: string; private: string }): Pair => ({
  certificatePem: cert,
  privateKeyPem,
});
