// Client certificates over real processes, threads and TLS: what an endpoint sees while one is replaced by the next.
import { SealedSecrets } from "@sluice/bus";
import {
  type CertificatePair,
  eventually,
  makeAuthority,
  type SecureEndpoint,
  signCertificate,
  startSecureEndpoint,
} from "@sluice/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  BUSY,
  openStage,
  outcomesOf,
  type Stage,
  startRun,
  stopChild,
  untilAnswered,
  vault,
} from "./stage.ts";

const ID = "a".repeat(24);
vi.setConfig({ testTimeout: 400_000 });

let stage: Stage;
let authority: CertificatePair;
let endpoint: SecureEndpoint;

beforeAll(async () => {
  stage = await openStage();
  authority = await makeAuthority();
  endpoint = await startSecureEndpoint(await signCertificate(authority, ["127.0.0.1"]), {
    ca: authority.certificatePem,
    requestCert: true,
    rejectUnauthorized: true,
  });
});
afterAll(async () => {
  await endpoint[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

async function putCertificate(name: string, version: number): Promise<void> {
  const { certificatePem, privateKeyPem } = await signCertificate(authority, [name]);
  const settings = {
    type: "MUTUAL_TLS",
    certificate_pem: certificatePem,
    private_key_pem: privateKeyPem,
    authority_pem: authority.certificatePem,
  };
  const sealedFor = { workspaceId: "local", kind: "authorization", id: ID, version } as const;
  const sealed = vault.seal(JSON.stringify(settings), sealedFor);
  const configuration = { v: 1, type: "MUTUAL_TLS", version, sealed } as const;
  await untilAnswered(async () =>
    (await SealedSecrets.open(stage.bus)).putConfiguration("local", ID, configuration),
  );
}

test("a certificate that is renewed while a run is sent is shown from the next batch on, and nobody is lost", async () => {
  await putCertificate("first.example", 1);
  stage.permitsPerSlot = 5;
  const delivery = await stage.startDelivery({ SENDER_THREADS: "1" });
  const run = await startRun(stage.bus, {
    url: `https://127.0.0.1:${endpoint.port}/notify`,
    recipients: 2_000,
    batchSize: 20,
    timeoutMs: 20_000,
    clientCertificateId: ID,
  });
  await eventually(() => endpoint.callers.length > 20, BUSY);
  await putCertificate("renewed.example", 2);
  await eventually(() => endpoint.callers.at(-1) === "renewed.example", BUSY);
  stage.permitsPerSlot = undefined;
  const outcomes = await outcomesOf(stage.bus, run);
  expect(outcomes.size).toBe(2_000);
  expect(new Set([...outcomes.values()].map((ends) => ends.join("+")))).toEqual(new Set(["delivered"]));
  expect(new Set(endpoint.callers)).toEqual(new Set(["first.example", "renewed.example"]));
  await stopChild(delivery);
});
