// A view that is open, shown anew. It may have become another meanwhile, or be closed: then nothing is done.
import { setTimeout as sleep } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import type { Modal } from "../modals/modal-fields.ts";

/** By the id that Slack gave it, or by the bot's own. */
export type ViewName = { view_id: string } | { external_id: string };

/** It is not there, or not what it was. */
const PASSED_BY = new Set(["not_found", "hash_conflict", "view_not_found"]);
/** A view that was named in an acknowledgement opens a moment after it. */
const OPENS_WITHIN_TRIES = 10;
const OPENS_EVERY_MS = 150;

/** @returns the view's new hash; null: it has passed by */
export async function updateView(
  client: WebClient,
  name: ViewName,
  view: Modal,
  hash?: string,
): Promise<string | null> {
  try {
    const answer = await client.views.update({ ...name, view, ...(hash === undefined ? {} : { hash }) });
    return answer.view?.hash ?? "";
  } catch (error) {
    if (PASSED_BY.has(platformErrorOf(error) ?? "")) return null;
    throw error;
  }
}

/** For a view that opens just now. */
export async function updateOpening(client: WebClient, name: ViewName, view: Modal): Promise<string | null> {
  for (let tries = 1; tries < OPENS_WITHIN_TRIES; tries++) {
    const hash = await updateView(client, name, view);
    if (hash !== null) return hash;
    await sleep(OPENS_EVERY_MS);
  }
  return updateView(client, name, view);
}

function platformErrorOf(error: unknown): string | null {
  const data: unknown = Reflect.get(Object(error), "data");
  const code: unknown = Reflect.get(Object(data), "error");
  return typeof code === "string" ? code : null;
}
