// Runs the command line as a person does, in a folder of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  ended: Promise<Ended>;
}

const MAIN = join(import.meta.dirname, "../src/main.ts");

export const startSluice = (folder: string, ...args: string[]): Running => start(folder, args);

function start(folder: string, args: readonly string[], settings: Record<string, string> = {}): Running {
  const { NATS_URL: _, DATABASE_URL: __, SLUICE_DATA: ___, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...env, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.on("data", (part: Buffer) => (text.stdout += part.toString()));
  child.stderr.on("data", (part: Buffer) => (text.stderr += part.toString()));
  const ended = once(child, "close").then((): Ended => ({ exitCode: child.exitCode, ...text }));
  return { child, stdout: () => text.stdout, stderr: () => text.stderr, ended };
}

export const sluice = (folder: string, ...args: string[]): Promise<Ended> =>
  startSluice(folder, ...args).ended;

/** With servers and secrets of the operator's own. */
export const sluiceWith = (
  settings: Record<string, string>,
  folder: string,
  ...args: string[]
): Promise<Ended> => start(folder, args, settings).ended;

export interface Folder extends AsyncDisposable {
  path: string;
  write(name: string, content: unknown): Promise<void>;
}

export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "sluice-cli-"));
  await chmod(path, 0o711); // for a Postgres run as nobody
  return {
    path,
    write: (name, content) =>
      writeFile(join(path, name), typeof content === "string" ? content : JSON.stringify(content)),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

export function campaign(url: string, overrides: object = {}): object {
  return {
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "A greeting" },
    campaign_content: {
      content: { connector: { url, body: { type: "JSON", json: { name: "{{UserAttribute['name']}}" } } } },
    },
    segmentation_details: { is_all_user_campaign: true },
    scheduling_details: { delivery_type: "ASAP" },
    delivery_controls: { retry_policy: { max_attempts: 2, initial_delay_ms: 100, max_delay_ms: 100 } },
    ...overrides,
  };
}

/** `users` rows of `user-<n>,name-<n>`. */
export function usersCsv(users: number): string {
  const rows = Array.from({ length: users }, (_, index) => `user-${index},name-${index}\n`);
  return `user_id,name\n${rows.join("")}`;
}
