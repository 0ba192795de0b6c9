// Against a real server with the users as rights.ts makes them: each does its own work, and is refused elsewhere.
import { type RunningNats, startTestNats } from "@sluice/embedded";
import type { AskedTest } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  AccessTokens,
  appendEntry,
  askForTest,
  BatchQueue,
  type Bus,
  BusError,
  connectBus,
  ensureStreams,
  lastEntry,
  Lease,
  NATS_APPS,
  type NatsApp,
  natsRights,
  natsUser,
  NoticeQueue,
  onAskedTests,
  onDemands,
  onGrants,
  publishBatch,
  publishDemand,
  publishGrant,
  publishNotice,
  purgeLedger,
  readLedger,
  RunControls,
  RunPlans,
} from "../src/index.ts";
import { ledgerEntry } from "./ledger-entry.ts";

const users = Object.fromEntries(NATS_APPS.map((app) => [natsUser(app), natsRights(app)]));
const ref = { workspaceId: "acme", runId: "019a7c5e-0000-7000-8000-000000000001", batchNo: 0 };
const entry = ledgerEntry();

let nats: RunningNats;
let operator: Bus;
let as: Record<NatsApp, Bus>;

beforeAll(async () => {
  nats = await startTestNats({ unsafeWithoutFsync: true, natsUsers: users });
  operator = await connectBus({ natsUrl: nats.url, name: "operator" });
});
afterAll(async () => {
  await Promise.all(Object.values(as).map((bus) => bus.close()));
  await operator.close();
  await nats.stop();
});

const connectAs = (app: NatsApp): Promise<Bus> =>
  connectBus({ natsUrl: nats.urlOf(natsUser(app)), name: app });

test("an app that finds no streams says at once that the operator's user makes them", async () => {
  const bus = await connectAs("api");
  const refused: unknown = await ensureStreams(bus).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(BusError);
  expect(refused).toMatchObject({ code: "NOT_ALLOWED", message: expect.stringContaining("sluice up") });
  await bus.close();
});

test("with the streams there, every app finds them as declared", async () => {
  await ensureStreams(operator);
  const buses = await Promise.all(NATS_APPS.map(async (app) => [app, await connectAs(app)] as const));
  as = Object.fromEntries(buses) as Record<NatsApp, Bus>;
  for (const bus of Object.values(as)) await expect(ensureStreams(bus)).resolves.toBeUndefined();
});

test("a batch goes from the planner over delivery into the ledger, each with its own rights", async () => {
  expect(await publishBatch(as.planner, ref, "{}")).toBe("published");
  const message = await (await BatchQueue.open(as.delivery)).next(20_000);
  expect(message?.ref).toEqual(ref);
  expect(await lastEntry(as.delivery, ref)).toBeNull();
  expect(await appendEntry(as.delivery, ref, entry, 0)).toMatchObject({ kind: "appended" });
  message?.stillWorking();
  expect(await message?.finish()).toBe(true);
  const reading = new AbortController();
  for await (const read of readLedger(as.ledger, 1, reading.signal)) {
    expect(read.ref).toEqual(ref);
    reading.abort();
  }
  await purgeLedger(as.ledger, ref.workspaceId, ref.runId);
});

test("the bot asks an API process for a test and gets its answer; nobody else may ask, and alone it hears that nobody is there", async () => {
  const asked: AskedTest = {
    v: 1,
    workspace_id: "acme",
    person: "ann@example.com",
    source: "slack",
    campaign_id: "0123456789abcdef01234567",
    identifier: "USER_ATTRIBUTE_UNIQUE_ID",
    value: "u1",
  };
  expect(await askForTest(as.slack, asked, 20_000)).toBeNull();
  const heard: AskedTest[] = [];
  const listener = onAskedTests(as.api, async (question) => {
    heard.push(question);
    return { recipients: [] };
  });
  await as.api.nc.flush();
  expect(await askForTest(as.slack, asked, 20_000)).toEqual({ recipients: [] });
  await askForTest(as.delivery, asked, 300).catch(() => null);
  expect(heard).toEqual([asked]);
  listener.stop();
});

test("a stop is told by whoever did it: the API and the bot publish notices", async () => {
  for (const bus of [as.api, as.slack])
    await publishNotice(bus, {
      v: 1,
      kind: "workspace_stopped",
      workspace_id: "acme",
      campaign_id: null,
      run_id: null,
      at: "2026-01-01T00:00:00.000Z",
      text: "stopped",
    });
  const told = await (await NoticeQueue.open(as.slack)).next(2, 20_000);
  expect(told.map(({ notice }) => notice.kind)).toEqual(["workspace_stopped", "workspace_stopped"]);
  for (const message of told) message.finish();
});

test("a control that the API puts is watched by delivery and removed by the ledger", async () => {
  const { workspaceId, runId } = ref;
  const following = new AbortController();
  const seen: unknown[] = [];
  const watching = (async () => {
    const controls = await RunControls.open(as.delivery);
    for await (const change of controls.watch(following.signal)) seen.push(change.control);
  })();
  const control = { v: 1, state: "paused", requests_per_minute: null } as never;
  await (await RunControls.open(as.api)).put(workspaceId, runId, control);
  await eventually(() => expect(seen.length).toBe(1));
  await (await RunControls.open(as.ledger)).remove(workspaceId, runId);
  await eventually(() => expect(seen).toEqual([expect.anything(), null]));
  following.abort();
  await watching;
  expect(await (await RunPlans.open(as.delivery)).get(workspaceId, runId)).toBeNull();
});

test("a token is written by delivery, and removed by the API, which cannot read it", async () => {
  const token = { workspaceId: ref.workspaceId, configurationId: "0123456789abcdef01234567" };
  const entry = { v: 1, state: "none" } as never;
  expect(await (await AccessTokens.open(as.delivery)).write(token, entry, 0)).toBeGreaterThan(0);
  const tokens = await AccessTokens.open(as.api);
  await tokens.remove(token);
  expect((await (await AccessTokens.open(as.delivery)).get(token)).entry).toBeNull();
  await expect(tokens.get(token)).rejects.toThrow(/permission/i);
});

test("the planner leads, hears demands and grants permits; delivery receives its own", async () => {
  const lease = await Lease.start(as.planner, { key: "limiter", holder: "p1" });
  expect(lease.isHeld()).toBe(true);
  await lease.stop();
  const heard: string[] = [];
  const demands = onDemands(as.planner, ({ process }) => heard.push(process));
  const grants = onGrants(as.delivery, "d1", () => heard.push("grant"));
  await Promise.all([as.planner.nc.flush(), as.delivery.nc.flush()]);
  publishDemand(as.delivery, { v: 1, process: "d1", runs: [] } as never);
  publishGrant(as.planner, "d1", { v: 1 } as never);
  await Promise.all([as.planner.nc.flush(), as.delivery.nc.flush()]);
  demands.stop();
  grants.stop();
  expect(await refusal(as.planner, "permits.d1")).toBeNull();
  expect(await refusal(as.delivery, "demands.d1")).toBeNull();
});

/** What the server says of a message to the subject; null: it takes it. */
async function refusal(bus: Bus, subject: string): Promise<string | null> {
  const refusals: string[] = [];
  const status = bus.nc.status() as ReturnType<typeof bus.nc.status> & { stop(): void };
  const reading = (async () => {
    for await (const { type, ...rest } of status)
      if (type === "error") refusals.push(String(Reflect.get(rest, "error")));
  })();
  bus.nc.publish(subject, "{}");
  await bus.nc.flush(); // the server answers in order
  status.stop();
  await reading;
  return refusals[0] ?? null;
}

test.each<[NatsApp, string]>([
  ["api", "ledger.acme.r.0"],
  ["api", "$JS.API.DIRECT.GET.KV_secrets.$KV.secrets.acme.signing"],
  ["api", "$KV.runs.acme.r"],
  ["api", "permits.d1"],
  ["api", "$KV.leases.limiter"],
  ["planner", "ledger.acme.r.0"],
  ["planner", "$JS.API.STREAM.PURGE.LEDGER"],
  ["planner", "$JS.API.CONSUMER.MSG.NEXT.BATCHES.delivery"],
  ["delivery", "batches.acme.r.0"],
  ["delivery", "permits.d1"],
  ["delivery", "notices.acme"],
  ["delivery", "$KV.runs.acme.r"],
  ["delivery", "$KV.control.acme.r"],
  ["delivery", "$KV.secrets.acme.signing"],
  ["delivery", "$JS.API.STREAM.PURGE.LEDGER"],
  ["delivery", "$JS.API.CONSUMER.CREATE.LEDGER.spy"],
  ["ledger", "batches.acme.r.0"],
  ["ledger", "permits.d1"],
  ["ledger", "ledger.acme.r.0"],
  ["ledger", "$JS.API.DIRECT.GET.KV_secrets.$KV.secrets.acme.signing"],
  ["ledger", "$JS.API.DIRECT.GET.KV_tokens.$KV.tokens.acme.x"],
  ...NATS_APPS.flatMap((app): Array<[NatsApp, string]> => [
    [app, "$JS.API.STREAM.DELETE.BATCHES"],
    [app, "$JS.API.STREAM.CREATE.OTHER"],
    [app, "$JS.API.CONSUMER.DELETE.BATCHES.delivery"],
    [app, "_INBOX_sluice.reply"],
    [app, "$SYS.REQ.SERVER.PING"],
  ]),
])("%s may not publish to %s", async (app, subject) => {
  expect(await refusal(as[app], subject)).toContain("Publish");
});

test.each<[NatsApp, string]>([
  ["delivery", "batches.>"],
  ["delivery", "ledger.>"],
  ["delivery", "_INBOX_sluice_planner.>"],
  ["api", "metrics.>"],
  ["ledger", "demands.>"],
  ["planner", "_INBOX_sluice_api.>"],
  ["planner", "metrics.>"],
  ["planner", ">"],
])("%s may not listen to %s", async (app, subject) => {
  const refused = await new Promise<unknown>((resolve) => {
    as[app].nc.subscribe(subject, { callback: (error) => resolve(error) });
  });
  expect(String(refused)).toContain("Subscription");
});

test("nobody is anonymous, and no password is that of another: whoever is refused is told so", async () => {
  for (const natsUrl of [`nats://${nats.address}`, `nats://sluice_api:guess@${nats.address}`])
    await expect(connectBus({ natsUrl, name: "stranger" })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
      message: expect.stringMatching(/refused the user or the password/),
    });
});

test("what is no address is refused without being repeated", async () => {
  const natsUrl = "nats://sluice:hidden-word@nats-1:4222,nats-2 4222";
  const refused: unknown = await connectBus({ natsUrl, name: "typo" }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "UNREACHABLE", message: expect.stringContaining("no address") });
  expect(String(refused)).not.toContain("hidden-word");
});
