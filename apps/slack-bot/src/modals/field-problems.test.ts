import { expect, test } from "vitest";
import { readBlocks } from "@sluice/testkit/fake-slack";
import { problemsAnswer, type ShownView } from "./field-problems.ts";
import { modal, textInput } from "./modal-fields.ts";

const shown: ShownView = {
  state: { "basic_details.name": { value: { value: "Win" } } },
  modal: modal("x", "Title", [textInput("basic_details.name", "Name"), textInput("approvers", "Approvers")], {
    submit: "Next",
  }),
};

test("what is wrong with a field stands at its block, also when it lies within what the block holds", () => {
  expect(
    problemsAnswer(shown, [
      { field: "basic_details.name", issue: "too short" },
      { field: "approvers[1]", issue: "is no address" },
      { field: "approvers[2]", issue: "neither is that" },
    ]),
  ).toEqual({
    response_action: "errors",
    errors: { "basic_details.name": "too short", approvers: "is no address; neither is that" },
  });
});

test("what no block holds stands on top, with everything else, and what was typed is still there", () => {
  const answer = problemsAnswer(shown, [
    { field: "basic_details.name", issue: "too short" },
    { field: "", issue: "somebody was <faster>" },
  ]);
  if (answer.response_action !== "update") throw new Error("it is shown in place");
  expect(readBlocks(answer.view.blocks)).toContain("somebody was &lt;faster&gt;");
  expect(JSON.stringify(answer.view.blocks)).toContain('"initial_value":"Win"');
  const again = problemsAnswer({ ...shown, modal: answer.view }, [{ field: "utm_params", issue: "no" }]);
  if (again.response_action !== "update") throw new Error("it is shown in place");
  expect(again.view.blocks.filter(({ block_id: id }) => id === "problems")).toHaveLength(1);
});
