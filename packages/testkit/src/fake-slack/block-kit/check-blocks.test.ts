import { expect, test } from "vitest";
import { checkBlocks, checkView } from "./check-blocks.ts";

const text = (length: number, type = "mrkdwn") => ({ type, text: "x".repeat(length) });
const plain = (length: number) => text(length, "plain_text");
const button = (changes: object = {}) => ({ type: "button", text: plain(5), action_id: "a", ...changes });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const select = (options: object[], changes: object = {}) => ({
  type: "static_select",
  action_id: "s",
  options,
  ...changes,
});
const option = (length: number, value = "v") => ({ text: plain(length), value });
const modal = (changes: object = {}) => ({
  type: "modal",
  title: plain(10),
  blocks: [{ type: "divider" }],
  ...changes,
});

const sound: Array<[string, object[]]> = [
  ["a header of 150 characters", [{ type: "header", text: plain(150) }]],
  ["50 blocks", many(50, () => ({ type: "divider" }))],
  ["a section of 3,000 characters", [{ type: "section", text: text(3_000) }]],
  ["10 fields of 2,000", [{ type: "section", fields: many(10, () => text(2_000)) }]],
  ["25 buttons", [actions(...many(25, (i) => button({ action_id: `a${i}` })))]],
  ["a select of 100 options", [actions(select(many(100, (i) => option(75, `v${i}`))))]],
  ["10 context elements", [{ type: "context", elements: many(10, () => text(20)) }]],
];

test.each(sound)("%s is taken", (_, blocks) => {
  expect(checkBlocks("message", blocks)).toEqual([]);
});

const refused: Array<[string, object[]]> = [
  ["a header of 151 characters", [{ type: "header", text: plain(151) }]],
  ["51 blocks", many(51, () => ({ type: "divider" }))],
  ["a section of 3,001 characters", [{ type: "section", text: text(3_001) }]],
  ["an empty text", [{ type: "section", text: text(0) }]],
  ["a field of 2,001 characters", [{ type: "section", fields: [text(2_001)] }]],
  ["11 fields", [{ type: "section", fields: many(11, () => text(5)) }]],
  ["a section without text and fields", [{ type: "section" }]],
  ["a button's text of 76 characters", [actions(button({ text: plain(76) }))]],
  ["a button's value of 2,001 characters", [actions(button({ value: "x".repeat(2_001) }))]],
  ["26 buttons", [actions(...many(26, (i) => button({ action_id: `a${i}` })))]],
  [
    "a confirm title of 101 characters",
    [actions(button({ confirm: { title: plain(101), text: plain(5), confirm: plain(5), deny: plain(5) } }))],
  ],
  ["a placeholder of 151 characters", [actions(select([option(5)], { placeholder: plain(151) }))]],
  ["an option of 76 characters", [actions(select([option(76)]))]],
  ["101 options", [actions(select(many(101, (i) => option(5, `v${i}`))))]],
  ["11 context elements", [{ type: "context", elements: many(11, () => text(5)) }]],
  ["an unknown block", [{ type: "hologram" }]],
  ["an unknown field", [{ type: "divider", colour: "red" }]],
  ["two elements with one action_id", [actions(button(), button())]],
  [
    "two blocks with one block_id",
    [
      { type: "divider", block_id: "b" },
      { type: "divider", block_id: "b" },
    ],
  ],
  ["an alert in a message", [{ type: "alert", text: text(5) }]],
];

test.each(refused)("%s is refused", (_, blocks) => {
  expect(checkBlocks("message", blocks)).not.toEqual([]);
});

test("a modal's title, metadata and number of blocks have limits", () => {
  expect(checkView(modal())).toEqual([]);
  expect(checkView(modal({ title: plain(25) }))).not.toEqual([]);
  expect(checkView(modal({ private_metadata: "x".repeat(3_001) }))).not.toEqual([]);
  expect(checkView(modal({ blocks: many(101, () => ({ type: "divider" })) }))).not.toEqual([]);
});

test("a modal with inputs needs a submit button", () => {
  const input = { type: "input", label: plain(5), element: { type: "plain_text_input", action_id: "a" } };
  expect(checkView(modal({ blocks: [input] }))).toEqual(["/submit is required when there are input blocks"]);
  expect(checkView(modal({ blocks: [input], submit: plain(5) }))).toEqual([]);
});

test("a problem names the field by its pointer", () => {
  expect(checkBlocks("message", [{ type: "divider" }, { type: "header", text: plain(151) }])).toEqual([
    "/blocks/1/text/text must NOT have more than 150 characters",
  ]);
});
