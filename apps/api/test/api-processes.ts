// The API as processes of its own, over one Postgres and one nats-server: for what several of them do together, and for
// what is left when one is killed.
import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { startTestServers, type TestServers } from "@sluice/embedded";
import { API_KEY_SCOPES, createApiKey, ensureWorkspace, migrate, openStore, type Store } from "@sluice/store";

const WORKSPACE = "acme";

export interface ApiProcess {
  url: string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface ApiProcesses extends AsyncDisposable {
  servers: TestServers;
  /** As the owner. */
  store: Store;
  start(env?: Record<string, string>): Promise<ApiProcess>;
  /** The header of a key of Ana's with every scope. */
  authorization: string;
  /** The header of a key with every scope. @param workspaceId another one than all others' is made */
  authorize(person: string, workspaceId?: string): Promise<string>;
}

export async function startApiProcesses(): Promise<ApiProcesses> {
  const servers = await startTestServers({ unsafeWithoutFsync: true });
  const store = openStore({ databaseUrl: servers.databaseUrl, applicationName: "api-test" });
  const pepper = randomBytes(32);
  await migrate(store);
  const authorize = async (actor: string, workspaceId = WORKSPACE): Promise<string> => {
    await ensureWorkspace(store, { workspaceId, name: workspaceId });
    const { secret } = await createApiKey(store, pepper, { workspaceId, actor, scopes: API_KEY_SCOPES });
    return `Basic ${Buffer.from(`${workspaceId}:${secret}`).toString("base64")}`;
  };
  const running = new Set<ChildProcess>();
  const kill = async (child: ChildProcess): Promise<void> => {
    running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  return {
    servers,
    store,
    authorization: await authorize("ana@example.com"),
    authorize,
    start: async (env = {}) => {
      const child = fork(new URL("../src/main.ts", import.meta.url), {
        env: {
          PATH: process.env["PATH"],
          DATABASE_URL: servers.databaseUrl,
          NATS_URL: servers.natsUrl,
          PORT: "0",
          SLUICE_PEPPER: pepper.toString("hex"),
          SLUICE_KEYS: `test:${pepper.toString("base64")}`,
          ...env,
        },
        silent: true,
      });
      running.add(child);
      return { url: await urlOf(child), kill: () => kill(child) };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...running].map(kill));
      await store.close();
      await servers.stop();
    },
  };
}

async function urlOf(child: ChildProcess): Promise<string> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += String(chunk)));
  const [message] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(output))),
  ])) as [{ url: string }];
  return message.url;
}
