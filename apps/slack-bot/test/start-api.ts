// The API's own process over the neighbours of a stage, and a person with a key to it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createApiKey } from "@sluice/store";
import { type Stage, WORKSPACE } from "./stage.ts";

const APP = "api";
const PEPPER = "ab".repeat(32);

export interface ApiPerson extends AsyncDisposable {
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
}

export async function startApi(stage: Stage, actor: string): Promise<ApiPerson> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve(`../../${APP}/src/main.ts`))], {
    env: {
      ...process.env,
      DATABASE_URL: stage.databaseUrl,
      NATS_URL: stage.natsUrl,
      PORT: "0",
      SLUICE_KEYS: `test:${Buffer.alloc(32, 1).toString("base64")}`,
      SLUICE_PEPPER: PEPPER,
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const url = await listeningAt(child);
  const { secret } = await createApiKey(stage.store, Buffer.from(PEPPER, "hex"), {
    workspaceId: WORKSPACE,
    actor,
    scopes: ["create_manage", "view"],
  });
  return {
    post: async (path, body) => {
      const answer = await fetch(`${url}${path}`, {
        method: "POST",
        headers: {
          authorization: `Basic ${btoa(`${WORKSPACE}:${secret}`)}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

async function listeningAt(child: ChildProcess): Promise<string> {
  const ended = once(child, "exit").then(() => {
    throw new Error("the API ended before it was up; its message is above");
  });
  const [message] = (await Promise.race([once(child, "message"), ended])) as [{ url: string }];
  ended.catch(() => undefined); // later it may
  return message.url;
}
