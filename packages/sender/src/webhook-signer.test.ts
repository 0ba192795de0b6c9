import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { WebhookSigner } from "./webhook-signer.ts";

const OLD = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const NEW = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;

function signed(signer: WebhookSigner, body: string | null, key = "run:user.1", nowMs = Date.now()) {
  const headers: string[] = [];
  signer.appendTo(headers, key, body, nowMs);
  return Object.fromEntries(headers.flatMap((name, i) => (i % 2 === 0 ? [[name, headers[i + 1]!]] : [])));
}

test.each(['{"a":"ü"}', "", "plain\ntext", null])(
  "the public library verifies what is signed: %j",
  (body) => {
    const headers = signed(new WebhookSigner([{ secret: NEW, retiresAtMs: null }]), body);
    // The library parses what it verified: only JSON is parsed without a complaint of another kind.
    expect(() => new Webhook(NEW).verify(body ?? "", headers)).not.toThrow(/signature|header|timestamp/i);
    expect(() => new Webhook(OLD).verify(body ?? "", headers)).toThrow(/signature/i);
  },
);

test("during a change of secrets both verify, and the retired one no longer", () => {
  const nowMs = Date.now();
  const signer = new WebhookSigner([
    { secret: NEW, retiresAtMs: null },
    { secret: OLD, retiresAtMs: nowMs + 1_000 },
  ]);
  const during = signed(signer, "{}", "run:u", nowMs);
  expect(during["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
  for (const secret of [NEW, OLD]) expect(() => new Webhook(secret).verify("{}", during)).not.toThrow();
  const after = signed(signer, "{}", "run:u", nowMs + 1_000);
  expect(() => new Webhook(NEW).verify("{}", after)).not.toThrow();
  expect(() => new Webhook(OLD).verify("{}", after)).toThrow(/signature/i);
});

test("the id is the same for every attempt, differs by recipient, and has no dot", () => {
  const signer = new WebhookSigner([{ secret: NEW, retiresAtMs: null }]);
  const ids = ["run:a.b", "run:a.b", "run:a.c"].map(
    (key, i) => signed(signer, "", key, i * 9_000)["webhook-id"],
  );
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
  expect(ids[0]).not.toContain(".");
});
