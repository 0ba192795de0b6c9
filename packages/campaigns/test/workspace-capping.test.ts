import { FrequencyCapping, NO_FREQUENCY_CAPPING } from "@sluice/schema";
import { beforeEach, expect, test } from "vitest";
import { type CampaignError, frequencyCapping, setFrequencyCapping } from "../src/index.ts";
import { ana, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

let ports: InMemoryPorts;
beforeEach(() => void (ports = inMemoryPorts()));
const set = (capping: object): Promise<FrequencyCapping> =>
  setFrequencyCapping(ports, {
    workspaceId: WORKSPACE,
    actor: ana,
    capping: FrequencyCapping.parse(capping),
  });
const weekly = { level: "cross_channel", max_messages: 3, days: 7 };

test("a workspace that never set rules has none", async () => {
  expect(await frequencyCapping(ports, WORKSPACE)).toEqual(NO_FREQUENCY_CAPPING);
});

test("rules are kept whole, and the audit log says what they were and are", async () => {
  await set({ time_zone: "Asia/Kolkata", rules: [weekly] });
  await set({ time_zone: "Asia/Kolkata", rules: [weekly] });
  expect(await frequencyCapping(ports, WORKSPACE)).toEqual({ time_zone: "Asia/Kolkata", rules: [weekly] });
  expect(ports.tables().audit).toMatchObject([
    {
      action: "workspace.frequency_capping_changed",
      actor: ana.person,
      campaign_id: null,
      detail: {
        from: '{"time_zone":"UTC","rules":[]}',
        to: '{"time_zone":"Asia/Kolkata","rules":[{"level":"cross_channel","max_messages":3,"days":7}]}',
      },
    },
  ]);
  await set({});
  expect(await frequencyCapping(ports, WORKSPACE)).toEqual(NO_FREQUENCY_CAPPING);
});

test("a zone that there is not and a rule that stands twice are refused, every problem at once", async () => {
  const error = await set({ time_zone: "Pune", rules: [weekly, { ...weekly, days: 1 }, weekly] }).then(
    () => Promise.reject(new Error("nothing was refused")),
    (refused: CampaignError) => refused,
  );
  expect(error.code).toBe("INVALID");
  expect(error.problems).toEqual([
    { field: "time_zone", issue: 'is no IANA time zone, such as "Europe/Berlin"' },
    { field: "rules[2]", issue: "says the same as rules[0]" },
  ]);
});

test.each<[object, string]>([
  [{ ...weekly, days: 0 }, "rules.0.days"],
  [{ ...weekly, days: 61 }, "rules.0.days"],
  [{ ...weekly, max_messages: 0 }, "rules.0.max_messages"],
  [{ ...weekly, level: "user" }, "rules.0.level"],
  [{ ...weekly, level: "channel" }, "rules.0.channel"],
  [{ ...weekly, level: "tags", match: "any", tags: [] }, "rules.0.tags"],
])("a rule like %j is refused where it is wrong", (rule, path) => {
  const { error } = FrequencyCapping.safeParse({ rules: [rule] });
  expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test("a workspace has at most twenty rules", () => {
  const rules = Array.from({ length: 21 }, (_, i) => ({ ...weekly, days: i + 1 }));
  expect(FrequencyCapping.safeParse({ rules }).success).toBe(false);
  expect(FrequencyCapping.safeParse({ rules: rules.slice(1) }).success).toBe(true);
});
