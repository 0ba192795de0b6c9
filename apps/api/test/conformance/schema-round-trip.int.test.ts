// Every field of every component: what is accepted is stored and answered as it was sent, over HTTP; what is refused is named.
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CampaignCreate } from "@sluice/schema";
import { makeAuthority, signCertificate } from "@sluice/testkit";
import { z } from "zod";
import { casesOf, type FieldCase, fieldAt, withField } from "./fields/cases.ts";
import { authorizationTable, CONNECTOR_TABLES, PAIR_TABLE } from "./fields/connector-fields.ts";
import { EMAIL_TABLES } from "./fields/email-fields.ts";
import { PUSH_TABLES } from "./fields/push-fields.ts";
import { SHARED_TABLES } from "./fields/shared-fields.ts";
import type { FieldTable } from "./fields/field-values.ts";
import { type Person, type Stage, startStage } from "./stage.ts";

const TABLES = [...SHARED_TABLES, ...PUSH_TABLES, ...EMAIL_TABLES, ...CONNECTOR_TABLES, PAIR_TABLE];

let stage: Stage;
let ana: Person;
beforeAll(async () => {
  stage = await startStage();
  ana = await stage.person("ana@example.com");
});
afterAll(async () => stage[Symbol.asyncDispose]());

const create = (body: unknown) => ana.call("POST", "/v5/campaigns", { body });

describe.each(TABLES.map((table) => [table.name, table] as const))("%s", (_name, table) => {
  test("each field is answered as it was sent", async () => {
    expect(await lostFields(table)).toEqual([]);
  });
  test("each wrong field is named, all of them at once", async () => {
    expect(await unnamedFields(table)).toEqual([]);
  });
});

test("a connector's authorization is answered as it was sent, and each wrong field is named", async () => {
  const pair = await signCertificate(await makeAuthority(), ["client"]);
  const keep = async (settings: { type: string; [field: string]: unknown }): Promise<string> => {
    const body = { name: `Partner ${settings.type}`, settings };
    return (await ana.call("POST", "/v5/authorization-configurations", { body })).body.data.id;
  };
  const table = authorizationTable({
    token: await keep({ type: "BASIC", username: "sluice", password: "s3cret" }),
    certificate: await keep({
      type: "MUTUAL_TLS",
      certificate_pem: pair.certificatePem,
      private_key_pem: pair.privateKeyPem,
    }),
  });
  expect([...(await lostFields(table)), ...(await unnamedFields(table))]).toEqual([]);
});

/** Of what should be accepted, all that was refused or is answered otherwise. */
async function lostFields(table: FieldTable): Promise<unknown[]> {
  const lost: unknown[] = [];
  for (const sent of roundsOf(table, ({ values }) => values.accepted)) {
    const { status, body } = await create(bodyOf(table.base, sent));
    if (status !== 201) lost.push({ status, error: body.error, sent: sent.map(told) });
    if (status !== 201) continue;
    const { data } = (await ana.call("GET", `/v5/campaigns/${body.data.id}`)).body;
    for (const { field, value } of sent) {
      const answered = fieldAt(data, field.keys);
      if (!isDeepStrictEqual(answered, answeredAs(field, value)))
        lost.push({ path: field.path, value, answered });
    }
  }
  return lost;
}

/** Of what should be refused, all that was not, or that the refusal does not name. */
async function unnamedFields(table: FieldTable): Promise<unknown[]> {
  const unnamed: unknown[] = [];
  for (const sent of roundsOf(table, ({ values }) => values.refused)) {
    const { status, body } = await create(bodyOf(table.base, sent));
    if (status !== 400 || body.error.code !== "VALIDATION_FAILED")
      unnamed.push({ status, sent: sent.map(told) });
    const targets: string[] = (body.error?.details ?? []).map(({ target }: { target: string }) => target);
    const isNamed = ({ field }: Sent): boolean => targets.some((target) => target.startsWith(field.path));
    unnamed.push(...sent.filter((field) => !isNamed(field)).map(told));
  }
  return unnamed;
}

interface Sent {
  field: FieldCase;
  value: unknown;
}

/** First the first value of every field, then the second of those that have one, and so on. */
function roundsOf(table: FieldTable, valuesOf: (field: FieldCase) => readonly unknown[]): Sent[][] {
  const cases = casesOf(table);
  const rounds = Math.max(...cases.map((field) => valuesOf(field).length));
  return Array.from({ length: rounds }, (_, round) =>
    cases
      .filter((field) => round < valuesOf(field).length)
      .map((field) => ({ field, value: valuesOf(field)[round] })),
  );
}

const bodyOf = (base: unknown, sent: readonly Sent[]): unknown =>
  sent.reduce((body, { field, value }) => withField(body, field.keys, value), base);
const answeredAs = ({ values }: FieldCase, value: unknown): unknown => values.answeredAs?.(value) ?? value;
const told = ({ field, value }: Sent): string => `${field.path}: ${JSON.stringify(value)?.slice(0, 80)}`;

test("every field that a campaign can have stands in a table", () => {
  const all = [...TABLES, authorizationTable({ token: "", certificate: "" })];
  const tabled = new Set(
    all.flatMap(casesOf).map(({ base, path }) => `${String(base["channel"])} ${plain(path)}`),
  );
  const untested = CampaignCreate.options.flatMap((option) => {
    const { channel } = option.shape as { channel: z.ZodLiteral<string> };
    return leavesOf(z.toJSONSchema(option, { io: "input", unrepresentable: "any" }) as Node)
      .filter((path) => !NOT_COMPONENTS.has(path))
      .map((path) => `${channel.value} ${path}`)
      .filter(
        (leaf) =>
          ![...tabled].some(
            (row) => leaf === row || leaf.startsWith(`${row}.`) || row.startsWith(`${leaf}.`),
          ),
      );
  });
  expect(untested).toEqual([]);
});

const NOT_COMPONENTS = new Set([
  "channel",
  "campaign_delivery_type",
  "created_by",
  "updated_by",
  "version_note",
  "request_id",
]);
const plain = (path: string): string => path.replaceAll(/\[\d+\]/g, "");

interface Node {
  $ref?: string;
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
}

/** Names of fields down to what has no fields of its own; filters, JSON and keyed content are tables of their own. */
function leavesOf(node: Node, path = ""): string[] {
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  const objects = branches.filter(({ properties }) => properties !== undefined);
  if (node.items?.properties !== undefined) return leavesOf(node.items, path);
  if (node.properties === undefined && objects.length === 0) return [path];
  const fields = node.properties ?? objects[0]?.properties ?? {};
  return Object.entries(fields).flatMap(([name, child]) =>
    leavesOf(child, path === "" ? name : `${path}.${name}`),
  );
}
