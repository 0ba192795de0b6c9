import { expect, test } from "vitest";
import { createSluiceClient } from "./create-sluice-client.ts";
import { dataOf, SluiceError } from "./data-of.ts";

const refusal = (seconds: string) =>
  new Response("{}", {
    status: 429,
    headers: { "retry-after": seconds, "content-type": "application/json" },
  });
const created = () =>
  Response.json(
    { response_id: "r", type: "campaign", data: { id: "0".repeat(24), status: "DRAFT" } },
    { status: 201 },
  );

/** A client whose calls are answered with `answers` in turn, and what it did. */
function clientAnswered(answers: Response[], maxRetries?: number) {
  const sent: Request[] = [];
  const bodies: string[] = [];
  const waitsMs: number[] = [];
  const client = createSluiceClient({
    baseUrl: "http://sluice.test",
    workspaceId: "acme",
    apiKey: "s3cret",
    ...(maxRetries === undefined ? {} : { maxRetries }),
    sleep: async (waitMs) => void waitsMs.push(waitMs),
    fetch: async (request) => {
      sent.push(request);
      bodies.push(await request.text());
      return answers.shift()!;
    },
  });
  const create = () =>
    client.POST("/v5/campaigns", { body: { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME" } });
  return { client, create, sent, bodies, waitsMs };
}

test("a refusal for the limit is waited out, and the same call is made again with its key and body", async () => {
  const { create, sent, bodies, waitsMs } = clientAnswered([refusal("2"), refusal("1"), created()]);
  expect(dataOf(await create())).toMatchObject({ status: "DRAFT" });
  expect(waitsMs).toEqual([2_000, 1_000]);
  expect(new Set(bodies).size).toBe(1);
  const keys = sent.map(({ headers }) => headers.get("idempotency-key"));
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
});

test("it gives up after its retries, and at a wait that is too long, and tells why", async () => {
  const patient = clientAnswered([refusal("1"), refusal("1")], 1);
  expect((await patient.create()).response.status).toBe(429);
  const hurried = clientAnswered([refusal("3600")]);
  expect((await hurried.create()).response.status).toBe(429);
  expect(hurried.waitsMs).toEqual([]);
});

test("a call has the credential; a key of one's own is kept; reading needs none", async () => {
  const { client, sent } = clientAnswered([created(), created()]);
  await client.POST("/v5/campaigns", {
    body: { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME" },
    params: { header: { "Idempotency-Key": "5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10" } },
  });
  await client.GET("/v5/campaigns");
  expect(sent[0]!.headers.get("authorization")).toBe(`Basic ${btoa("acme:s3cret")}`);
  expect(sent[0]!.headers.get("idempotency-key")).toBe("5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10");
  expect(sent[1]!.headers.get("idempotency-key")).toBeNull();
});

test("what is refused is thrown with its code, and the path of each field", async () => {
  const error = {
    code: "VALIDATION_FAILED",
    message: "1 problem",
    details: [{ target: "channel", message: "…" }],
  };
  const { create } = clientAnswered([Response.json({ response_id: "r-1", error }, { status: 400 })]);
  const refused = await create()
    .then(dataOf)
    .catch((thrown: unknown) => thrown);
  expect(refused).toBeInstanceOf(SluiceError);
  expect(refused).toMatchObject({
    status: 400,
    code: "VALIDATION_FAILED",
    responseId: "r-1",
    details: error.details,
  });
});
