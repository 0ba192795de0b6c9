// One Debian package, fetched by apt-get with a private state of its own: no root, nothing installed, nothing of the
// machine's apt changed. The machine's configuration (proxies, mirrors' credentials) applies; its hooks do not run.
//
//   A1. The archive's signature is checked with a keyring that is already on the machine; unsigned archives are refused.
import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DebianMirror } from "./debian-mirrors.ts";
import { EmbeddedError } from "./embedded-error.ts";

export interface AptDownload {
  packageName: string;
  suite: string;
  mirror: DebianMirror;
  /** An existing keyring file. */
  keyring: string;
  /** Empty and private; holds everything apt writes. */
  workFolder: string;
}

const UPDATE_TIMEOUT_MS = 120_000;
const run = promisify(execFile);

/** @returns the path of the .deb. */
export async function downloadDebianPackage(download: AptDownload): Promise<string> {
  const { workFolder, packageName } = download;
  const config = await writeAptConfig(download);
  const options = {
    cwd: workFolder,
    timeout: UPDATE_TIMEOUT_MS,
    env: { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
  };
  await run("apt-get", ["-q", "-c", config, "update"], options);
  await run("apt-get", ["-q", "-c", config, "download", packageName], options);
  const archive = (await readdir(workFolder)).find((name) => name.endsWith(".deb"));
  if (archive === undefined)
    throw new EmbeddedError("NATS_NOT_FOUND", "apt-get ended well but left no package.");
  return join(workFolder, archive);
}

export async function unpackDebianPackage(archivePath: string, intoFolder: string): Promise<void> {
  await run("dpkg-deb", ["-x", archivePath, intoFolder]);
}

async function writeAptConfig({ workFolder, mirror, keyring, suite }: AptDownload): Promise<string> {
  const at = (...names: string[]) => join(workFolder, ...names);
  for (const folder of [at("lists", "partial"), at("cache", "archives", "partial"), at("none")]) {
    await mkdir(folder, { recursive: true });
  }
  await writeFile(at("one.list"), `deb [signed-by=${keyring}] ${mirror.uri} ${suite} main\n`);
  const settings = {
    "Dir::Etc::SourceList": at("one.list"),
    "Dir::Etc::SourceParts": at("none"),
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": at("none"),
    "Dir::State::Lists": at("lists"),
    "Dir::State::Status": "/dev/null",
    "Dir::Cache": at("cache"),
    "APT::Sandbox::User": "root", // the work folder is ours alone, also when we are root
    "APT::Get::AllowUnauthenticated": "false", // A1
    "Acquire::AllowInsecureRepositories": "false", // A1
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "15",
    "Acquire::https::Timeout": "15",
  };
  const hooks = ["APT::Update::Pre-Invoke", "APT::Update::Post-Invoke", "APT::Update::Post-Invoke-Success"];
  const lines = [
    ...hooks.map((hook) => `#clear ${hook};`),
    ...Object.entries(settings).map(([name, value]) => `${name} "${value}";`),
  ];
  await writeFile(at("apt.conf"), `${lines.join("\n")}\n`);
  return at("apt.conf");
}
