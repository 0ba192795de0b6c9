// Tests that one app asks of another: a question and its answer over core NATS, nothing stored. Any API process answers, one of them.
import { type Msg, RequestError } from "@nats-io/nats-core";
import { AnsweredTest, AskedTest } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import type { Listener } from "./signals.ts";
import { askedTestsSubject } from "./subjects.ts";

const QUEUE = "api";
const MAX_BYTES_PER_CHARACTER = 3;
const TOO_LARGE: AnsweredTest = {
  refusal: "It was sent, and the answer is too large to be shown here.",
  problems: [],
};

/** @returns null when nobody is there to answer, or nobody did in time. */
export async function askForTest(
  bus: Bus,
  asked: AskedTest,
  timeoutMs: number,
): Promise<AnsweredTest | null> {
  try {
    const answer = await bus.nc.request(askedTestsSubject(asked.workspace_id), JSON.stringify(asked), {
      timeout: timeoutMs,
    });
    return AnsweredTest.parse(answer.json());
  } catch (error) {
    if (error instanceof RequestError || (error instanceof Error && error.name === "TimeoutError"))
      return null;
    throw error;
  }
}

/** @param answer never rejects */
export function onAskedTests(bus: Bus, answer: (asked: AskedTest) => Promise<AnsweredTest>): Listener {
  const respond = async (message: Msg): Promise<void> => {
    const asked = AskedTest.safeParse(jsonOf(message));
    if (!asked.success) return;
    const answered = JSON.stringify(await answer(asked.data));
    const isTooLarge = answered.length > (bus.nc.info?.max_payload ?? 0) / MAX_BYTES_PER_CHARACTER;
    message.respond(isTooLarge ? JSON.stringify(TOO_LARGE) : answered);
  };
  const subscription = bus.nc.subscribe(askedTestsSubject("*"), {
    queue: QUEUE,
    callback: (error, message) => {
      if (error === null) void respond(message);
    },
  });
  return { stop: () => subscription.unsubscribe() };
}

function jsonOf(message: Msg): unknown {
  try {
    return message.json();
  } catch {
    return null;
  }
}
