// The API as it is run (its own process, Postgres, NATS), called over sockets. Each answer is held to the API's own description.
import { randomBytes, randomUUID } from "node:crypto";
import { expect } from "vitest";
import { startTestServers } from "@sluice/embedded";
import {
  API_KEY_SCOPES,
  type ApiKeyScope,
  createApiKey,
  ensureWorkspace,
  migrate,
  openStore,
  type Store,
} from "@sluice/store";
import { forkListening, type ListeningProcess } from "@sluice/testkit";
import { type AnswerJudge, judgeOf } from "./judge-answers.ts";

export const WORKSPACE = "acme";
const MAIN = new URL("../../src/main.ts", import.meta.url);

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed; an answer that is no JSON as text. */
  body: any; // oxlint-disable-line typescript/no-explicit-any -- tests reach into answers of every shape
  text: string;
}

export interface Call {
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Person {
  authorization: string;
  /** @param path below the root: `/v5/campaigns` */
  call(method: string, path: string, call?: Call): Promise<Answer>;
}

export interface Stage extends AsyncDisposable {
  api: ListeningProcess;
  /** As the owner. */
  store: Store;
  person(actor: string, options?: { workspaceId?: string; scopes?: readonly ApiKeyScope[] }): Promise<Person>;
}

export async function startStage(env: NodeJS.ProcessEnv = {}): Promise<Stage> {
  const servers = await startTestServers({ unsafeWithoutFsync: true });
  const store = openStore({ databaseUrl: servers.databaseUrl, applicationName: "api-test" });
  await migrate(store);
  await ensureWorkspace(store, { workspaceId: WORKSPACE, name: "Acme" });
  const pepper = randomBytes(32);
  const api = await forkListening(MAIN, {
    DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    PORT: "0",
    SLUICE_PEPPER: pepper.toString("hex"),
    SLUICE_KEYS: `test:${pepper.toString("base64")}`,
    ...env,
  });
  const judge = judgeOf(await (await fetch(`${api.url}/openapi.json`)).json());
  return {
    api,
    store,
    person: async (actor, { workspaceId = WORKSPACE, scopes = API_KEY_SCOPES } = {}) => {
      const { secret } = await createApiKey(store, pepper, { workspaceId, actor, scopes });
      return personWith(
        api.url,
        `Basic ${Buffer.from(`${workspaceId}:${secret}`).toString("base64")}`,
        judge,
      );
    },
    [Symbol.asyncDispose]: async () => {
      await api.stop();
      await store.close();
      await servers.stop();
    },
  };
}

export function personWith(baseUrl: string, authorization: string, judge: AnswerJudge): Person {
  return {
    authorization,
    call: async (method, path, { body, headers = {} } = {}) => {
      const isJson = body !== undefined && typeof body !== "string";
      const response = await fetch(baseUrl + path, {
        method,
        headers: { authorization, ...(isJson ? { "content-type": "application/json" } : {}), ...headers },
        body: isJson ? JSON.stringify(body) : (body ?? null),
      });
      const text = await response.text();
      const answer = { status: response.status, headers: response.headers, body: parsed(text), text };
      expect(judge(method, path, answer)).toEqual([]);
      return answer;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a POST or PATCH may carry, new for each call. */
export const withKey = (): Record<string, string> => ({ "idempotency-key": randomUUID() });
