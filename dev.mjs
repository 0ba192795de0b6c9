// First code to run, on whatever Node the machine has: installs with the pinned pnpm, then hands over to the Node that
// came with the packages. Keep it valid on Node 18 and free of imports from the workspace.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const root = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const OLDEST_NODE_MAJOR = 20;

function fail(message) {
  process.stderr.write(`sluice: ${message}\n`);
  process.exit(3);
}

/** Ends this process as the child ends. A terminal sends Ctrl-C to both of us; what only we are sent is passed on. */
function handOver(command, args, env = {}) {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  child.on("error", (error) => fail(`could not run ${command}: ${error.message}`));
  child.on("exit", (code) => process.exit(code ?? 3));
}

function isInstalled() {
  const marker = join(root, "node_modules/.modules.yaml");
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, "pnpm-lock.yaml")).mtimeMs;
}

const pinnedPnpm = () => JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager;

/** Output of the installation goes to stderr: stdout belongs to the command (`--json`). */
function install() {
  const args = [
    "-y",
    pinnedPnpm(),
    "--dir",
    root,
    "install",
    "--frozen-lockfile",
    "--config.verify-deps-before-run=false",
  ];
  const child = spawnSync("npx", args, { stdio: ["ignore", 2, 2], env: { ...process.env, CI: "true" } });
  if (child.error)
    fail(`npm was not found beside Node (${child.error.message}). Install npm and run this again.`);
  if (child.status !== 0)
    fail("the packages could not be installed (see above). Check the network and run this again.");
}

function carriedNode() {
  const carried = join(root, "node_modules/node/bin/node");
  if (existsSync(carried)) return carried;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 11)) return process.execPath;
  return fail(
    `Node ${process.versions.node} is too old and Node 26 did not arrive with the packages. Install Node 24.11 or newer.`,
  );
}

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE_MAJOR) {
  fail(
    `Node ${process.versions.node} is too old. Install Node ${OLDEST_NODE_MAJOR} or newer and run this again.`,
  );
}
if (!isInstalled()) install();

const [command, ...args] = process.argv.slice(2);
const environment = {
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules/.cache/node-compile"),
};
if (command === "test") handOver("npx", ["-y", pinnedPnpm(), "--dir", root, "run", "verify"], environment);
else if (command === "bench")
  handOver(carriedNode(), [join(root, "benchmarks/src/main.ts"), ...args], environment);
else
  handOver(
    carriedNode(),
    [join(root, "apps/cli/src/main.ts"), ...(command ? [command, ...args] : [])],
    environment,
  );
