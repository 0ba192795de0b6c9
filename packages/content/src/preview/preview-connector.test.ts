import { describe, expect, it } from "vitest";
import { connector } from "../../test/render-one.ts";
import { previewConnector } from "./preview-connector.ts";

const options = { campaign: { id: "c", name: "Sale" }, nowMs: () => 0 };
const ada = { userId: "u-1", user: { city: "Köln" }, event: { code: "4711" } };
const template = connector({
  url: "https://api.example.com/n/{{ user.city }}",
  headers: [{ key: "X-Code", value: "{{ event.code }}" }],
  body: { type: "JSON", json: { id: "{{ UserAttribute['user_id'] }}" } },
});

describe("a connector for one person", () => {
  it("is the request that a run would make", () => {
    expect(previewConnector(template, "c", ada, options).request).toMatchObject({
      path: "/n/K%C3%B6ln",
      headers: ["content-type", "application/json", "X-Code", "4711"],
      body: '{"id":"u-1"}',
    });
  });

  it("names every field without a value, also the id of somebody who is unknown", () => {
    const nobody = { userId: null, user: {}, event: {} };
    expect(previewConnector(template, "c", nobody, options)).toEqual({
      request: null,
      problems: [
        { field: "c.url", issue: "user.city has no value" },
        { field: "c.headers[0].value", issue: "event.code has no value" },
        { field: "c.body.json.id", issue: "UserAttribute['user_id'] has no value" },
      ],
    });
  });

  it("keeps event values for campaigns that something triggers", () => {
    const { problems } = previewConnector(template, "c", ada, { ...options, isTriggered: false });
    expect(problems).toMatchObject([{ field: "c.headers[0].value" }]);
  });

  it("tells what no single field is to blame for", () => {
    const dots = connector({ url: "https://api.example.com/{{ user.city }}/x" });
    const values = { ...ada, user: { city: ".." } };
    expect(previewConnector(dots, "c", values, options).problems).toEqual([
      { field: "c", issue: 'the URL\'s path has a "." or ".." segment' },
    ]);
  });
});
