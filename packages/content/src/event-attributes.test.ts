import { Connector } from "@sluice/schema";
import { describe, expect, it } from "vitest";
import { attributesRead, eventAttributesRead } from "./attributes-read.ts";
import { compileConnector } from "./compile-connector.ts";
import { connectorProblems } from "./connector-problems.ts";

const connectorWith = (json: unknown): Connector =>
  Connector.parse({ url: "https://api.example.com/n", body: { type: "JSON", json } });

const connector = connectorWith({
  to: "{{ UserAttribute['user_id'] }}",
  text: "{{ UserAttribute['name'] }}: {{ EventAttribute['code'] }}",
  items: "{% for item in EventAttribute['items'] %}[{{ item }}]{% endfor %}",
});
const campaign = { id: "c", name: "Codes" };
const row: [string, ...string[]] = ["u1#send", "u1", "Asha", "4711"];

describe("the attributes of an event", () => {
  it("are found beside those of the user", () => {
    expect(attributesRead(connector)).toEqual(["name"]);
    expect(eventAttributesRead(connector)).toEqual(["code", "items"]);
  });

  it("stand after those of the user, in compiled and in interpreted templates", () => {
    const attributes = ["user_id", "name"];
    const { render } = compileConnector(connector, {
      attributes,
      eventAttributes: ["code", "items"],
      campaign,
    });

    const rendered = render([...row, ["a", "b"]] as Parameters<typeof render>[0]);

    expect(rendered).toMatchObject({ kind: "request" });
    const body = rendered.kind === "request" ? rendered.body : null;
    expect(JSON.parse(body ?? "")).toEqual({ to: "u1", text: "Asha: 4711", items: "[a][b]" });
  });

  it("end the recipient by their name when the event did not bring them", () => {
    const compiled = compileConnector(connectorWith({ code: "{{ EventAttribute['code'] }}" }), {
      attributes: ["user_id"],
      eventAttributes: ["code"],
      campaign,
    });

    expect(compiled.render(["u1#send", "u1", null] as Parameters<typeof compiled.render>[0])).toEqual({
      kind: "unrendered",
      reason: expect.stringContaining("EventAttribute['code']"),
    });
  });

  it("are refused in campaigns that nothing triggers, and must be named literally", () => {
    const dynamic = connectorWith({ code: "{{ EventAttribute }}" });

    expect(connectorProblems(connector, "c").map(({ issue }) => issue)).toContain(
      "line 1: EventAttribute is available in an API-triggered campaign only",
    );
    expect(connectorProblems(connector, "c", { isTriggered: true })).toEqual([]);
    expect(connectorProblems(dynamic, "c", { isTriggered: true })).toMatchObject([
      { issue: expect.stringContaining("name the attribute literally: EventAttribute['city']") },
    ]);
  });
});
