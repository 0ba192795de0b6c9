import type { User } from "@sluice/schema";
import { expect, test } from "vitest";
import { campaign } from "../../test/facts.ts";
import { renderingOf } from "./request-samples.ts";

const user = (user_id: string, attributes: User["attributes"] = {}): User => ({ user_id, attributes });
const sending = (json: Record<string, string>) =>
  campaign({
    campaign_content: {
      content: { connector: { url: "https://api.example.com/n", body: { type: "JSON", json } } },
    },
  });
const look = (json: Record<string, string>, users: User[]) => renderingOf(sending(json), users, () => 0);
const kindsOf = (rendering: ReturnType<typeof look>) =>
  Object.fromEntries((rendering?.samples ?? []).map(({ userId, kinds }) => [userId, kinds]));

const CITY = { city: "{{UserAttribute['city']}}" };

test("the first, the longest, who lacks a value, and letters beyond a to z", () => {
  const rendering = look(CITY, [
    user("a", { city: "Rome" }),
    user("b", { city: "A very long name of a town" }),
    user("c"),
    user("d", { city: "Köln" }),
    user("e", { city: "Łódź" }),
  ]);
  expect(kindsOf(rendering)).toEqual({ a: ["first"], b: ["longest"], c: ["incomplete"], d: ["not_ascii"] });
  expect(rendering).toMatchObject({ lookedAt: 5, unrendered: 1 });
  expect(rendering?.samples.find(({ userId }) => userId === "c")).toMatchObject({ isRendered: false });
});

test("where a default stands in for a value, whoever needs it most is shown, with the request", () => {
  const json = { a: "{{UserAttribute['x'] | default: '-'}}", b: "{{UserAttribute['y'] | default: '-'}}" };
  const rendering = look(json, [user("a", { x: "1", y: "2" }), user("b", { x: "1" }), user("c")]);
  expect(kindsOf(rendering)["c"]).toEqual(["incomplete"]);
  expect(rendering).toMatchObject({ unrendered: 0 });
});

test("one user who is everything is shown once", () => {
  expect(kindsOf(look(CITY, [user("a", { city: "Köln" })]))).toEqual({ a: ["first", "not_ascii"] });
});

test("a template that cannot be read is the reason of every sample", () => {
  const rendering = look({ city: "{{ UserAttribute['city' }}" }, [user("a"), user("b")]);
  expect(rendering).toMatchObject({ unrendered: 2 });
  expect(rendering?.samples[0]?.text).not.toBe("");
});

test("without anybody there is nothing to show", () => {
  expect(look(CITY, [])).toBeNull();
});
