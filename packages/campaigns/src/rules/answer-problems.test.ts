import { expect, test } from "vitest";
import { publishable } from "../../test/campaign-factory.ts";
import { answerProblems } from "./answer-problems.ts";

const CONNECTOR = "campaign_content.content.connector.success";

const problemsOf = (success: object, retry: object = {}): string[] =>
  answerProblems(
    publishable({
      campaign_content: { content: { connector: { url: "https://api.example.com/x", success } } },
      delivery_controls: { retry_policy: retry },
    }),
  ).map(({ field }) => field);

test.each<[object, string[]]>([
  [{ statuses: ["2xx"] }, []],
  [{ statuses: ["200", "204"], and: { body_contains: "ok" }, otherwise: "retry" }, []],
  [{ statuses: ["204"], and: { header: "x-state", equals: "ok" } }, []],
  [{ statuses: ["204", "304"], and: { body_contains: "ok" } }, [`${CONNECTOR}.and`]],
  [{ statuses: ["200"], and: { body_path: "a..b", equals: 1 } }, [`${CONNECTOR}.and.body_path`]],
  [{ statuses: ["200"], otherwise: "retry" }, [`${CONNECTOR}.otherwise`]],
  [{ statuses: ["200", "1xx"] }, [`${CONNECTOR}.statuses[1]`]],
])("the success rule %j has problems at %j", (success, fields) => {
  expect(problemsOf(success)).toEqual(fields);
});

test.each<[string[], string[], number[]]>([
  [["2xx"], ["429", "5xx"], []],
  [["2xx"], ["503", "200"], [1]],
  [["200", "409"], ["4xx"], [0]],
  [["200"], ["2xx"], [0]],
  [["200"], ["201", "202"], []],
  [["200"], [], []],
])("delivered %j and tried again %j: problems at %j", (statuses, again, positions) => {
  expect(problemsOf({ statuses }, { statuses: again })).toEqual(
    positions.map((position) => `delivery_controls.retry_policy.statuses[${position}]`),
  );
});
