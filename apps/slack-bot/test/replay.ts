// What was delivered once, delivered again: as a dropped connection, an impatient Slack or a thief would.
import * as fc from "fast-check";
import type { Stage } from "./stage.ts";
import { type Delivered, type FakeSlack, NotAcknowledged } from "@sluice/testkit/fake-slack";

/** @returns what is delivered from now on, as it grows */
export function recordDeliveries({ delivery }: FakeSlack): Delivered[] {
  const recorded: Delivered[] = [];
  const deliver = delivery.deliver.bind(delivery);
  delivery.deliver = (delivered) => {
    recorded.push(structuredClone(delivered));
    return deliver(delivered);
  };
  return recorded;
}

/** Each so many times, all of them shuffled, several at once. */
export async function replay(
  { delivery }: FakeSlack,
  recorded: readonly Delivered[],
  times: number,
): Promise<void> {
  const all = Array.from({ length: times }, () => recorded).flat();
  const [queue = []] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), {
    numRuns: 1,
    seed: 7,
  });
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      await delivery.deliver({ ...next, retry: { number: 1, reason: "timeout" } }).catch(refusedIsFine);
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

/** What was begun before is over by then: several questions and answers later. Leaves nothing of them behind. */
export async function settle({ slack, team, channel }: Stage): Promise<void> {
  const ann = slack.person(team, "ann");
  for (let i = 0; i < 5; i++) {
    ann.reloads();
    await ann.types("/campaign list", channel);
    await ann.sees("Campaigns", channel);
  }
  ann.reloads();
}

function refusedIsFine(error: unknown): void {
  if (!(error instanceof NotAcknowledged)) throw error;
}
