// nats-server and Postgres as an operator sets them up between hosts: encrypted, with certificates of an own authority, and a
// nats-server that wants to see one of the client's.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { acquireNatsServer, startTestPostgres } from "@sluice/embedded";
import { openStore } from "@sluice/store";
import { type CertificatePair, eventually, makeAuthority, signCertificate } from "@sluice/testkit";

export interface EncryptedServers extends AsyncDisposable {
  /** By name: the client of NATS checks names, and no addresses. Encrypted connections alone get in. */
  natsAddress: string;
  /** Of nats-server's connections, by name. */
  connections(): Promise<Array<{ name: string; tls_version?: string }>>;
  databaseUrl: string;
  /** PEM files by what they are. */
  files: Record<"authority" | "otherAuthority" | "certificate" | "key", string>;
}

export async function startEncryptedServers(): Promise<EncryptedServers> {
  await using undo = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "sluice-tls-"));
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  const authority = await makeAuthority();
  const pair = await signCertificate(authority, ["localhost"]);
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const files = {
    authority: await write("authority.pem", authority.certificatePem),
    otherAuthority: await write("other.pem", (await makeAuthority()).certificatePem),
    certificate: await write("certificate.pem", pair.certificatePem),
    key: await write("key.pem", pair.privateKeyPem),
  };
  const nats = undo.use(await startNats(folder, files));
  const postgres = undo.use(await startTestPostgres({ unsafeWithoutFsync: true }));
  const databaseUrl = await postgres.createDatabase("sluice");
  await encrypt(databaseUrl, await signCertificate(authority, ["127.0.0.1"]));
  const all = undo.move();
  return { ...nats, databaseUrl, files, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** What nats-server tells of the ports that it took. */
type ChosenPorts = Record<"nats" | "monitoring", string[]>;

async function startNats(folder: string, files: EncryptedServers["files"]) {
  const config = join(folder, "nats.conf");
  await writeFile(
    config,
    `listen: "127.0.0.1:-1"
http: "127.0.0.1:-1"
ports_file_dir: ${JSON.stringify(folder)}
jetstream { store_dir: ${JSON.stringify(folder)}, max_file_store: 1GB }
tls {
  cert_file: ${JSON.stringify(files.certificate)}
  key_file: ${JSON.stringify(files.key)}
  ca_file: ${JSON.stringify(files.authority)}
  verify: true
}
authorization { user: sluice, password: secret }
`,
  );
  const { path } = await acquireNatsServer();
  const child = spawn(path, ["-c", config], { stdio: "ignore" });
  const chosen = join(folder, `${basename(path)}_${child.pid}.ports`);
  const ports = await eventually(async () => JSON.parse(await readFile(chosen, "utf8")) as ChosenPorts);
  const [[client = ""], [monitoring = ""]] = [ports.nats, ports.monitoring];
  await eventually(async () => (await fetch(`${monitoring}/healthz`)).ok);
  return {
    natsAddress: `localhost:${new URL(client).port}`,
    connections: async () => {
      const answer = await fetch(`${monitoring}/connz`);
      return ((await answer.json()) as { connections: Array<{ name: string; tls_version?: string }> })
        .connections;
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

/** Certificate and key go into the cluster's own folder: there the server may read them, whoever it runs as. */
async function encrypt(
  databaseUrl: string,
  { certificatePem, privateKeyPem }: CertificatePair,
): Promise<void> {
  const store = openStore({ databaseUrl, applicationName: "operator" });
  const { rows } = await store.pool.query<{ folder: string }>(
    "select current_setting('data_directory') as folder",
  );
  const folder = rows[0]?.folder ?? "";
  await writeFile(join(folder, "server.crt"), certificatePem);
  await writeFile(join(folder, "server.key"), privateKeyPem, { mode: 0o600 });
  await store.pool.query("alter system set ssl = on");
  await writeFile(join(folder, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
  await store.pool.query("select pg_reload_conf()");
  await eventually(() => isRefused(databaseUrl)); // whoever asked is answered before the files are read again
  await store.close();
}

async function isRefused(databaseUrl: string): Promise<boolean> {
  const stranger = openStore({ databaseUrl, applicationName: "stranger" });
  const refused = await stranger.pool.query("select 1").then(
    () => false,
    (error: unknown) => String(error).includes("pg_hba"),
  );
  await stranger.close();
  return refused;
}
