import { describe, expect, it } from "vitest";
import { connector, issuesOf, raw } from "../test/render-one.ts";
import { attributesRead, connectorProblems } from "./index.ts";

describe("problems", () => {
  it("are reported all at once, each under its field", () => {
    const problems = connectorProblems(
      connector({
        url: "https://x.test/{{ nobody }}?a=1",
        url_parameters: [{ key: "a", value: "2" }],
        headers: [{ key: "X-V", value: "日本" }],
        body: { type: "JSON", json: { items: [{ name: "ok\n{{ UserAttribute['a' }}" }], "{{ k }}": "" } },
      }),
    );
    const at = "campaign_content.content.connector";
    expect(problems.map(({ field }) => field).toSorted()).toEqual(
      [
        `${at}.body.json.items[0].name`,
        `${at}.body.json.{{ k }}`,
        `${at}.headers[0].value`,
        `${at}.url`,
        `${at}.url_parameters[0].key`,
      ].toSorted(),
    );
    expect(problems.find(({ field }) => field.endsWith("name"))?.issue).toMatch(/^line 2: /);
  });

  it("are none for a sound connector", () => {
    const text =
      "{{ UserAttribute['First Name'] | default: 'x' }}{% for i in (1..2) %}{{ forloop.index }}{% endfor %}";
    expect(issuesOf(raw(text))).toEqual([]);
  });

  it.each([
    ["{{ UserAttribute['a'] | nofilter }}", "undefined filter: nofilter"],
    [
      "{{ first_name }}",
      "first_name is not known; write UserAttribute['first_name'] for an attribute of the user",
    ],
    [
      "{{${first_name}}}",
      "first_name is not known; write UserAttribute['first_name'] for an attribute of the user",
    ],
    ["{{ UserAttribute[x] }}", "name the attribute literally: UserAttribute['city']"],
    ["{{ UserAttribute }}", "name the attribute literally: UserAttribute['city']"],
    ["{{ CampaignAttribute.owner }}", "CampaignAttribute has `id` and `name` only"],
    ["{{ EventAttribute['x'] }}", "EventAttribute is available in an API-triggered campaign only"],
    ["{{ BusinessEventAttribute['x'] }}", "BusinessEventAttribute is not available"],
    ["{{ ContentApi.x }}", "ContentApi is not available"],
    ["{% if 1 %}{% elif 2 %}{% endif %}", 'tag "elif" is not known here; write elsif'],
    ["{% set a = 1 %}", 'tag "set" is not known here; write assign'],
    ["{{ 'a' if UserAttribute['b'] else 'c' }}", "is not a Liquid expression"],
    ["{% if UserAttribute['a'] is defined %}{% endif %}", "is not a Liquid expression"],
    ["{{ UserAttribute['a'][1:3] }}", "is not a Liquid expression"],
    ["{{ UserAttribute['a'] ~ 'b' }}", 'expected "|" before filter'],
    ["{% if UserAttribute['a'] %}", "not closed"],
    ["{{ UserAttribute['a'] ", "not closed"],
    ["{% do_not_send reason %}", "write the reason in quotes"],
    ["{{ UserAttribute['a'] | default('MOE_NOT_SEND') }}", "leave default('MOE_NOT_SEND') out"],
    ["{% if 1 %}".repeat(52) + "x" + "{% endif %}".repeat(52), "tags are nested deeper than 50 levels"],
    [`{% MOE_NOT_SEND(${" ".repeat(19_000)} %}`, 'write do_not_send "reason"'],
    ["{% render 'x' %}", 'tag "render" not found'],
    ["{% include 'x' %}", 'tag "include" not found'],
    ["{% layout 'x' %}", 'tag "layout" not found'],
    [`{{ 'x' }}${"y".repeat(20_000)}`, "a template has at most 20000 characters"],
  ])("tell what is wrong with %s", (text, issue) => {
    expect(issuesOf(raw(text)).join("\n")).toContain(issue);
  });

  it.each([
    "https://{{ UserAttribute['host'] }}/x",
    "https://x.test:{{ UserAttribute['port'] }}/",
    "https://a.{{ x }}",
  ])("refuse a placeholder in scheme, host or port: %s", (url) => {
    expect(issuesOf({ url }).join()).toContain("never in scheme, host or port");
  });

  it("refuse credentials in the URL, dot segments, and a body on GET", () => {
    expect(issuesOf({ url: "https://me:secret@x.test/" }).join()).toContain("credentials");
    expect(issuesOf({ url: "https://x.test/a/../b" }).join()).toContain("segment");
    expect(issuesOf({ method: "GET", ...raw("x") })).toEqual([
      "c.body: a GET request has no body; use POST, or URL parameters",
    ]);
  });

  it("refuse a body that is too large or too deep before anyone is targeted", () => {
    expect(issuesOf({ body: { type: "JSON", json: Array(60).fill("x".repeat(5_000)) } }).join()).toContain(
      "262144",
    );
    let deep: unknown = "x";
    for (let level = 0; level < 65; level++) deep = [deep];
    expect(issuesOf({ body: { type: "JSON", json: deep as string } }).join()).toContain("deeper");
  });

  it("refuse quotes around a raw JSON value", () => {
    const body = {
      type: "RAW" as const,
      raw: '{"a":"{{ UserAttribute[\'v\'] | json }}"}',
      content_type: "application/json",
    };
    expect(issuesOf({ body }).join()).toContain("writes its own");
  });
});

describe("attributes read", () => {
  it("are those of every template, once, without user_id and without what a template sets itself", () => {
    const read = attributesRead(
      connector({
        url: "https://x.test/{{ UserAttribute['a'] }}?q={{ UserAttribute.b }}",
        headers: [{ key: "X-V", value: "{{ UserAttribute['user_id'] }}{{ CampaignAttribute['id'] }}" }],
        body: {
          type: "JSON",
          json: [
            "{% if UserAttribute['First Name'] == UserAttribute['a'] %}{% endif %}",
            "{{ 1 | plus: UserAttribute['c'] }}{% assign x = UserAttribute.d %}{{ x }}",
          ],
        },
      }),
    );
    expect(read).toEqual(["a", "b", "First Name", "c", "d"]);
  });
});
