// What can be done with the API keys of a workspace, in the words of the API; here over HTTP, as a key with the scope `admin`.
import type { ApiKeyScope } from "@sluice/store";
import { z } from "zod";
import type { ApiClient } from "./api-client.ts";

export interface NewKey {
  /** Whose key it is. */
  actor: string;
  name: string;
  scopes: readonly ApiKeyScope[];
}

/** Answers are printed as they are. */
export interface KeyApi {
  /** Newest first. */
  list(): Promise<unknown>;
  /** The answer holds the secret, this once; so does that of `rotate`. */
  create(key: NewKey): Promise<unknown>;
  rotate(keyId: string, overlapMinutes: number): Promise<unknown>;
  archive(keyId: string): Promise<unknown>;
}

const PATH = "/v5/api-keys";
const Listed = z.object({ api_keys: z.array(z.unknown()) });

export function keyApi(client: ApiClient): KeyApi {
  const act = (keyId: string, action: string, body?: object): Promise<unknown> =>
    client.call(z.unknown(), "POST", `${PATH}/${encodeURIComponent(keyId)}/${action}`, body);
  return {
    list: async () => (await client.call(Listed, "GET", PATH)).api_keys,
    create: (key) => client.call(z.unknown(), "POST", PATH, key),
    rotate: (keyId, overlapMinutes) => act(keyId, "rotate", { overlap_minutes: overlapMinutes }),
    archive: (keyId) => act(keyId, "archive"),
  };
}
