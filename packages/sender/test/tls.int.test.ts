import { type CertificatePair, makeAuthority, signCertificate, startSecureEndpoint } from "@sluice/testkit";
import { beforeAll, describe, expect, test } from "vitest";
import type { ClientCertificate } from "../src/client-certificate.ts";
import type { PoolCertificate } from "../src/connection-pools.ts";
import { createEgress } from "../src/egress.ts";
import { egressPolicy } from "../src/egress-policy.ts";
import { failureWords } from "../src/failure-words.ts";
import { guardedRequest } from "../src/guarded-request.ts";
import { openPoolsOver, sendOver, WORKSPACE } from "./send-over.ts";

const egress = createEgress(egressPolicy({ SLUICE_ALLOW_CIDRS: "127.0.0.0/8" }));
let authority: CertificatePair;
let server: CertificatePair;
let partner: CertificatePair;

beforeAll(async () => {
  authority = await makeAuthority();
  server = await signCertificate(authority, ["127.0.0.1", "localhost"]);
  partner = await signCertificate(authority, ["partner.example"]);
});

const call = (port: number, clientCertificate?: ClientCertificate, host = "127.0.0.1") =>
  guardedRequest(egress, {
    method: "GET",
    url: `https://${host}:${port}/`,
    timeoutMs: 5_000,
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
  });

const reasonOf = async (answer: Promise<unknown>): Promise<string> => {
  const error: unknown = await answer.then(
    () => new Error("answered"),
    (thrown: unknown) => thrown,
  );
  return failureWords(String(Reflect.get(error as object, "code")));
};

/** A server may say so in TLS, or close without a word, as Node's does. */
const REFUSED_CALLER = /^(?:TLS: client certificate refused|connection closed|connection reset)$/;

describe("an endpoint that asks who calls", () => {
  const asking = (authorityPem: string) => ({
    requestCert: true,
    rejectUnauthorized: true,
    ca: authorityPem,
  });

  test("is shown the client certificate, and trusted by the authority that comes with it", async () => {
    await using endpoint = await startSecureEndpoint(server, asking(authority.certificatePem));
    const certificate = { ...partner, authorityPem: authority.certificatePem };
    for (const host of ["127.0.0.1", "localhost"])
      expect(await call(endpoint.port, certificate, host)).toMatchObject({ status: 200, bodyText: "ok" });
    expect(endpoint.callers).toEqual(["partner.example", "partner.example"]);
  });

  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "refuses in words whoever has another's, over %s",
    async (version) => {
      const options = { ...asking(authority.certificatePem), minVersion: version, maxVersion: version };
      await using endpoint = await startSecureEndpoint(server, options);
      const stranger = await signCertificate(await makeAuthority(), ["partner.example"]);
      const certificate = { ...stranger, authorityPem: authority.certificatePem };
      expect(await reasonOf(call(endpoint.port, certificate))).toMatch(REFUSED_CALLER);
      expect(endpoint.callers).toEqual([]);
    },
  );

  test("is reached by the pool of that version of the certificate alone", async () => {
    await using endpoint = await startSecureEndpoint(server, {
      requestCert: true,
      rejectUnauthorized: false,
      ca: authority.certificatePem,
    });
    const pools = openPoolsOver(egress, 2);
    const origin = `https://127.0.0.1:${endpoint.port}`;
    const shown = (pair: CertificatePair, version: number): PoolCertificate => ({
      id: "auth_1",
      version,
      certificate: { ...pair, authorityPem: authority.certificatePem },
    });
    const renewed = await signCertificate(authority, ["renewed.example"]);
    const first = pools.acquire(WORKSPACE, origin, shown(partner, 1));
    const second = pools.acquire(WORKSPACE, origin, shown(renewed, 2));
    expect(pools.acquire(WORKSPACE, origin, shown(partner, 1))).toBe(first);
    expect(second).not.toBe(first);
    for (const pool of [first, second]) expect(await sendOver(pool)).toMatchObject({ status: 200 });
    expect(endpoint.callers).toEqual(["partner.example", "renewed.example"]);
    await pools.close();
  });
});

describe("an endpoint is not called when its certificate", () => {
  test("is from nobody we trust", async () => {
    await using endpoint = await startSecureEndpoint(server);
    expect(await reasonOf(call(endpoint.port))).toBe("TLS: certificate not trusted");
    expect(endpoint.callers).toEqual([]);
  });

  test("is for another name", async () => {
    await using endpoint = await startSecureEndpoint(await signCertificate(authority, ["other.example"]));
    const trusting = { ...partner, authorityPem: authority.certificatePem };
    expect(await reasonOf(call(endpoint.port, trusting))).toBe("TLS: certificate is for another name");
  });

  test("has expired", async () => {
    await using endpoint = await startSecureEndpoint(
      await signCertificate(authority, ["127.0.0.1"], { hasEnded: true }),
    );
    const trusting = { ...partner, authorityPem: authority.certificatePem };
    expect(await reasonOf(call(endpoint.port, trusting))).toBe("TLS: certificate expired");
  });

  test("comes over TLS 1.1", async () => {
    await using endpoint = await startSecureEndpoint(server, {
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    const trusting = { ...partner, authorityPem: authority.certificatePem };
    expect(await reasonOf(call(endpoint.port, trusting))).toBe("TLS: version not supported");
  });
});

test("a certificate that cannot be used is refused before anything is opened, without its key in the words", async () => {
  const { privateKeyPem } = await signCertificate(authority, ["other.example"]);
  for (const broken of [
    { ...partner, privateKeyPem },
    { ...partner, certificatePem: "no PEM" },
    { ...partner, privateKeyPem: "no PEM" },
  ]) {
    const error: unknown = await call(1_024, broken).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "SLUICE_CLIENT_CERTIFICATE" });
    expect(JSON.stringify(error) + String(error)).not.toContain(
      broken.privateKeyPem.slice(30, 60) || "no PEM",
    );
  }
});
