import { expect, test } from "vitest";
import { blocksToHtml } from "./render-blocks.ts";
import type { InputContext } from "./render-inputs.ts";

const context: InputContext = {
  nameOf: (id) => id,
  timeZone: "Europe/Berlin",
  nowMs: 0,
  values: { name: { v: { type: "plain_text_input", value: 'Winter "sale"' } } },
  people: [{ value: "U1", text: "Ann", description: "" }],
  channels: [],
};
const html = (block: object): string => blocksToHtml([block], context);
const plain = (text: string) => ({ type: "plain_text", text });

test("a button carries its block, its action and the question that it asks", () => {
  const confirm = {
    title: plain("Launch?"),
    text: plain("To *40* users."),
    confirm: plain("Launch"),
    deny: plain("No"),
  };
  const button = { type: "button", action_id: "launch", text: plain("Launch"), style: "primary", confirm };
  const shown = html({ type: "actions", block_id: "b1", elements: [button] });
  expect(shown).toContain('<button type="button" class="primary" data-act="launch" data-block="b1"');
  expect(shown).toContain("&quot;To &lt;strong&gt;40&lt;/strong&gt; users.&quot;");
});

test("an input has a label, what was typed so far, and a place for its error", () => {
  const element = { type: "plain_text_input", action_id: "v", initial_value: "Name", max_length: 80 };
  const shown = html({ type: "input", block_id: "name", label: plain("Name"), element, optional: true });
  expect(shown).toContain('<label for="name-control">Name <span class="optional">(optional)</span></label>');
  expect(shown).toContain('value="Winter &quot;sale&quot;"');
  expect(shown).toContain('id="name-error"');
});

const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });

test.each([
  ["static_select", '<option value="a" selected>A</option>', { initial_option: option("A") }],
  ["radio_buttons", 'type="radio" name="value-x" value="a" checked', { initial_option: option("A") }],
  ["checkboxes", 'type="checkbox" name="value-x" value="b" checked', { initial_options: [option("B")] }],
  [
    "multi_static_select",
    'type="checkbox" name="value-x" value="b" checked',
    { initial_options: [option("B")] },
  ],
  ["datepicker", 'type="date" name="value"', { initial_date: "2026-12-01" }],
  ["timepicker", 'type="time" name="value"', { initial_time: "09:30" }],
  ["users_select", '<option value="U1" selected>Ann</option>', { initial_user: "U1" }],
  ["external_select", 'role="combobox"', { initial_option: option("A"), min_query_length: 0 }],
])("a %s is a control of the browser with what stands in it", (type, expected, more) => {
  const element = { type, action_id: "v", options: [option("A"), option("B")], ...more };
  expect(html({ type: "input", block_id: "x", label: plain("X"), element })).toContain(expected);
});

test("a chart is drawn with its scale and labels", () => {
  const data = [10, 190, 150].map((value, i) => ({ label: `12:0${i}`, value }));
  const shown = html({
    type: "data_visualization",
    title: "Requests a minute",
    chart: { type: "line", series: [{ name: "Requests", data }], axis_config: { categories: [] } },
  });
  expect(shown).toContain("<polyline");
  expect(shown).toContain(">200</text>");
  expect(shown).toContain(">12:02</text>");
});

test("tables and rich text are there", () => {
  const rows = [[{ type: "raw_text", text: "User" }], [{ type: "raw_text", text: "<b>u1</b>" }]];
  expect(html({ type: "table", rows })).toContain("<tbody><tr><td>&lt;b&gt;u1&lt;/b&gt;</td></tr></tbody>");
  const element = { type: "text", text: "bold", style: { bold: true } };
  const elements = [{ type: "rich_text_section", elements: [element, { type: "emoji", name: "eyes" }] }];
  expect(html({ type: "rich_text", elements })).toContain("<strong>bold</strong><svg");
});
