import { expect, test } from "vitest";
import { mrkdwnToHtml, plainToHtml, type TextContext } from "./mrkdwn.ts";

const NAMES: Readonly<Record<string, string>> = { U1: "Ann", S1: "approvers", C1: "campaigns" };
const context: TextContext = {
  nameOf: (id) => NAMES[id] ?? id,
  timeZone: "Europe/Berlin",
  nowMs: Date.UTC(2026, 10, 22, 12, 0),
};
const html = (text: string): string => mrkdwnToHtml(text, context);

test("marks, code and lines read as Slack shows them", () => {
  expect(html("*bold* _italic_ ~gone~ a_b_c 2*3*4")).toBe(
    "<strong>bold</strong> <em>italic</em> <s>gone</s> a_b_c 2*3*4",
  );
  expect(html("*To*\n40 users")).toBe("<strong>To</strong><br>40 users");
  expect(html("`*no* _marks_` here")).toBe("<code>*no* _marks_</code> here");
  expect(html("> quoted\nafter")).toBe("<blockquote>quoted</blockquote>after");
});

test("nothing that somebody wrote becomes markup of the page", () => {
  const attack = "<script>alert(1)</script> \"onerror=x' &lt;b&gt; ```<img>```";
  const shown = html(attack);
  expect(shown).not.toMatch(/<(?!pre>|\/pre>)/);
  expect(shown).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(html("<javascript:alert(1)|click>")).toBe("&lt;javascript:alert(1)|click&gt;");
  expect(plainToHtml("<b>&amp;")).toBe("&lt;b&gt;&amp;amp;");
});

test("people, groups, channels and links stand by their names", () => {
  expect(html("<@U1> and <!subteam^S1> in <#C1>")).toBe(
    '<b class="mention">@Ann</b> and <b class="mention">@approvers</b> in <b class="mention">#campaigns</b>',
  );
  expect(html("<https://example.com/?a=1&amp;b=2|there>")).toContain(
    'href="https://example.com/?a=1&amp;b=2"',
  );
});

test("a date is told in its reader's time zone", () => {
  const at = (iso: string): string => `<!date^${Date.parse(iso) / 1_000}^{date_short_pretty} {time}|${iso}>`;
  expect(html(at("2026-11-22T13:30:00Z"))).toContain(">today 14:30<");
  expect(html(at("2026-11-22T23:30:00Z"))).toContain(">tomorrow 00:30<");
  expect(html(at("2026-12-01T08:00:00Z"))).toContain(">Dec 1, 2026 09:00<");
});

test("progress in block signs is a bar", () => {
  expect(html("▓▓▓░ *75 %*")).toContain('<span style="width: 75%"></span></span> <strong>75 %</strong>');
  expect(html("▓▓▓▓")).toContain("width: 100%");
});

test("emoji that are drawn are pictures with a name; others stay what was typed", () => {
  expect(html(":rocket: away")).toMatch(/^<svg class="emoji".*aria-label=":rocket:".*<\/svg> away$/);
  expect(html(":party_parrot:")).toBe(":party_parrot:");
});
