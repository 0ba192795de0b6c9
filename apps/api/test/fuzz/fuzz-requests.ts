// Chance → one request: a good body, a body with something wrong in it, a wrong text, or a lie in the framing.
import { randomUUID } from "node:crypto";
import { WORKSPACE } from "../conformance/stage.ts";
import type { Chance } from "./chance.ts";
import { lieInTransport } from "./lie-in-transport.ts";
import { mutateText, type SentBody } from "./mutate-text.ts";
import { mutateValue } from "./mutate-value.ts";
import type { OperationWithBody } from "./operations-with-body.ts";

export interface FuzzTarget {
  operations: readonly OperationWithBody[];
  /** Campaigns that are there; other ids are made up. */
  campaignIds: readonly string[];
  /** Of operations on the workspace's own settings, another one's. */
  authorizationOf: (path: string) => string;
}

export interface FuzzRequest {
  operation: string;
  kind: "good" | "value" | "text" | "lie";
  bytes: Buffer;
}

/** In a hundred. */
const SHARES = { good: 15, value: 50, text: 31 } as const;

export function fuzzRequest(
  { operations, campaignIds, authorizationOf }: FuzzTarget,
  chance: Chance,
): FuzzRequest {
  const operation = chance.pick(operations);
  const path = operation.path
    .replace("{app_id}", WORKSPACE)
    .replaceAll(/\{[^}]+\}/g, () => idOf(campaignIds, chance));
  const head = `${operation.method} ${path} HTTP/1.1\r\nhost: fuzz\r\nauthorization: ${authorizationOf(path)}\r\n`;
  const good = chance.pick(operation.bodies);
  const kind = kindOf(chance.below(100));
  const bytes =
    kind === "lie" ? lieInTransport(head, textOf(good), chance) : framed(head, bodyOf(kind, good, chance));
  return { operation: operation.id, kind, bytes };
}

function kindOf(share: number): FuzzRequest["kind"] {
  if (share < SHARES.good) return "good";
  if (share < SHARES.good + SHARES.value) return "value";
  return share < SHARES.good + SHARES.value + SHARES.text ? "text" : "lie";
}

function bodyOf(kind: "good" | "value" | "text", good: unknown, chance: Chance): SentBody {
  if (kind === "text") return mutateText(textOf(good), chance);
  const text = textOf(kind === "good" ? good : mutateValue(good, chance));
  const repeatable = chance.next() < 0.1 ? { "idempotency-key": randomUUID() } : {};
  return { bytes: Buffer.from(text), headers: { "content-type": "application/json", ...repeatable } };
}

const textOf = (body: unknown): string => JSON.stringify(body) ?? "";

function framed(head: string, { bytes, headers }: SentBody): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${head}${lines.join("")}content-length: ${bytes.length}\r\n\r\n`),
    bytes,
  ]);
}

const ODD_IDS = ["0".repeat(24), "nonsense", "%00", "%E0%A4%A", "a".repeat(300), "..%2f..", "00000000"];
const idOf = (campaignIds: readonly string[], chance: Chance): string =>
  chance.next() < 0.85 ? chance.pick(campaignIds) : chance.pick(ODD_IDS);
