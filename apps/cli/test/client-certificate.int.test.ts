// A client certificate on its whole way: kept over the API, named by a campaign, shown to an endpoint that demands it.
import {
  type CertificatePair,
  eventually,
  makeAuthority,
  signCertificate,
  startSecureEndpoint,
} from "@sluice/testkit";
import { expect, test } from "vitest";
import { campaign, type Folder, sluice, startSluice, temporaryFolder, usersCsv } from "./sluice.ts";

const mutualTls = (client: CertificatePair, authority: CertificatePair) => ({
  type: "MUTUAL_TLS",
  certificate_pem: client.certificatePem,
  private_key_pem: client.privateKeyPem,
  authority_pem: authority.certificatePem,
});

async function keepCertificate(folder: Folder, name: string, settings: object): Promise<string> {
  await folder.write(`${name}.json`, { name, settings });
  const ended = await sluice(folder.path, "authorization", "create", `${name}.json`);
  expect(ended).toMatchObject({ exitCode: 0 });
  expect(ended.stdout).not.toContain("PRIVATE KEY");
  return (JSON.parse(ended.stdout) as { id: string }).id;
}

async function send(folder: Folder, url: string, certificateId?: string): Promise<object> {
  const connector = {
    url,
    body: { type: "JSON", json: { name: "{{UserAttribute['name']}}" } },
    ...(certificateId !== undefined && { client_certificate_id: certificateId }),
  };
  await folder.write("campaign.json", campaign(url, { campaign_content: { content: { connector } } }));
  const ended = await sluice(folder.path, "send", "campaign.json", "--users", "users.csv", "--json");
  return JSON.parse(ended.stdout) as object;
}

test("a campaign shows the certificate that it names to an endpoint that demands one, and no other campaign gets in; then the renewed one", async () => {
  await using folder = await temporaryFolder();
  const authority = await makeAuthority();
  const stranger = await makeAuthority();
  await using endpoint = await startSecureEndpoint(await signCertificate(authority, ["127.0.0.1"]), {
    ca: authority.certificatePem,
    requestCert: true,
    rejectUnauthorized: true,
  });
  const url = `https://127.0.0.1:${endpoint.port}/notify`;
  await folder.write("users.csv", usersCsv(1)); // so few failures that the endpoint is not taken for broken
  const up = startSluice(folder.path, "up", "--port", "0", "--allow-cidr", "127.0.0.0/8", "--json");
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    up.child.kill("SIGTERM");
    await up.ended;
  });
  await eventually(() => up.stdout().includes("\n"), { timeoutMs: 180_000 });

  const known = mutualTls(await signCertificate(authority, ["sluice.example.com"]), authority);
  const unknown = mutualTls(await signCertificate(stranger, ["sluice.example.com"]), authority);
  const [good, bad] = [
    await keepCertificate(folder, "known", known),
    await keepCertificate(folder, "unknown", unknown),
  ];
  expect(await send(folder, url, bad)).toMatchObject({ delivered: 0, dead_lettered: 1 });
  expect(await send(folder, url)).toMatchObject({ delivered: 0, dead_lettered: 1 });
  expect(endpoint.callers).toEqual([]);

  await folder.write("users.csv", usersCsv(20));
  expect(await send(folder, url, good)).toMatchObject({ delivered: 20, dead_lettered: 0 });
  expect(new Set(endpoint.callers)).toEqual(new Set(["sluice.example.com"]));
  expect(endpoint.callers).toHaveLength(20);

  const renewed = mutualTls(await signCertificate(authority, ["renewed.example.com"]), authority);
  await folder.write("renewed.json", { settings: renewed });
  const changed = await sluice(folder.path, "authorization", "change", good, "renewed.json");
  expect(JSON.parse(changed.stdout)).toMatchObject({ id: good, version: 2, status: "ACTIVE" });
  expect(await send(folder, url, good)).toMatchObject({ delivered: 20, dead_lettered: 0 });
  expect(endpoint.callers.slice(20)).toEqual(Array.from({ length: 20 }, () => "renewed.example.com"));
}, 300_000);
