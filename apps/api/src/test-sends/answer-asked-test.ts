// Tests that are asked for over the bus: by the bot, which has neither the secrets nor a way out. The same desk, the same limits and
// rules as over HTTP. Who asks is whom the bot names; on a server with rights only the bot's user may ask (rights.ts).
import type { AnsweredTest, AskedTest } from "@sluice/schema";
import type { Logger } from "@sluice/telemetry";
import { toApiError } from "../to-api-error.ts";
import type { TestDesk } from "./test-desk.ts";

const MAX_AT_A_TIME = 8;

/** Never rejects: whatever goes wrong is a refusal in words. */
export function answerAskedTests(
  desk: Pick<TestDesk, "test">,
  log: Logger,
): (asked: AskedTest) => Promise<AnsweredTest> {
  let underWay = 0;
  return async (asked) => {
    if (underWay >= MAX_AT_A_TIME)
      return { refusal: "Too many tests are under way. Try again in a moment.", problems: [] };
    underWay += 1;
    try {
      return await answer(desk, asked);
    } catch (error) {
      const { status, message, problems } = toApiError(error);
      if (status >= 500) log.error({ err: error }, "asked_test.failed");
      return { refusal: message, problems: [...problems] };
    } finally {
      underWay -= 1;
    }
  };
}

async function answer(desk: Pick<TestDesk, "test">, asked: AskedTest): Promise<AnsweredTest> {
  const { workspace_id: workspaceId, person, source, campaign_id, identifier, value } = asked;
  const { data } = await desk.test(
    { workspaceId, actor: { person, source } },
    { draft_id: campaign_id, test_campaign_meta: { identifier, identifier_values: [value] } },
  );
  return { recipients: Object.values(data).flatMap(({ recipients }) => recipients) };
}
