import { type Batch, DEFAULT_RETRY_POLICY, type LedgerEntry, type RecipientOutcome } from "@sluice/schema";
import { fakeClock } from "@sluice/testkit";
import type { Dispatcher as HttpDispatcher } from "undici";
import { describe, expect, test } from "vitest";
import { BatchLedger } from "./batch-ledger.ts";
import { compileRules } from "./answer-rules.ts";
import { BatchPass } from "./batch-pass.ts";
import { Dispatcher } from "./dispatcher.ts";
import { EntryWriter, LEASE_MS, type LedgerPort } from "./entry-writer.ts";
import { OriginHealth } from "./origin-health.ts";
import type { PassEnd } from "./pass-ports.ts";
import { PermitPool } from "./permit-pool.ts";
import type { RequestAuthorization } from "./request-authorization.ts";
import { NO_TEMPLATE, type RunTemplate } from "./run-template.ts";
import { WebhookSigner } from "./webhook-signer.ts";

const RUN = "0190a0a0-0000-7000-8000-000000000001";
type Handler = HttpDispatcher.DispatchHandler;

interface StageOptions {
  users?: string[];
  /** What happens while a request is handed to the HTTP client. */
  onDispatch?: (handler: Handler) => void;
  template?: Partial<RunTemplate>;
  connections?: number;
  expiresInMs?: number;
  previous?: LedgerEntry;
  authorization?: RequestAuthorization;
}

const NO_SIGNER = new WebhookSigner([]);

/** One pass on a dispatcher, over a ledger in memory; requests stay unanswered until a test answers them. */
function openStage(options: StageOptions = {}) {
  const fake = fakeClock();
  let stoppedMs = 0;
  const clock = { ...fake, monotonicMs: () => fake.monotonicMs() + stoppedMs };
  const users = options.users ?? ["a", "b", "c", "d"];
  const entries: LedgerEntry[] = [];
  const port: LedgerPort = {
    last: () => Promise.resolve(null),
    append: (entry, expectedSeq) => {
      entries.push(entry);
      return Promise.resolve({ kind: "appended", seq: expectedSeq + 1 });
    },
  };
  const handlers: Handler[] = [];
  const dispatch: HttpDispatcher["dispatch"] = (_, handler) => {
    handlers.push(handler);
    options.onDispatch?.(handler);
    return true;
  };
  const health = new OriginHealth(clock, options.connections ?? 100);
  const pool = { origin: "", pool: { dispatch }, health };
  const permits = new PermitPool();
  const dispatcher = new Dispatcher(permits, clock);
  const batch = batchOf(users, clock.nowMs() + (options.expiresInMs ?? 3_600_000));
  const previous = options.previous ?? null;
  const ledger = new BatchLedger({ owner: "me", recipients: users.length, previous, resume: null });
  const settled: RecipientOutcome[] = [];
  const pass = new BatchPass(batch, templateOf(options.template), ledger, {
    clock,
    random: () => 0.5,
    writer: new EntryWriter(port, clock, previous === null ? 0 : 1),
    pool,
    meter: { attempted: () => undefined, answered: () => undefined, settled: (one) => settled.push(one) },
    attempts: null,
    proof: options.authorization ? { authorization: options.authorization, signer: NO_SIGNER } : null,
    onReady: () => dispatcher.pump(),
  });
  const ends: PassEnd[] = [];
  return {
    clock,
    entries,
    handlers,
    pool,
    dispatcher,
    settled,
    pass,
    ends,
    /** SIGSTOP and SIGCONT between two instructions: time is gone, and nothing else has run. */
    stopProcess: (durationMs: number) => void (stoppedMs += durationMs),
    drive: async () => {
      void dispatcher.drive(pass).then((end) => ends.push(end));
      await clock.advance(0);
    },
    grant: (count: number) => {
      const grants = [{ run_id: RUN, permits: count }];
      const sent_at_monotonic_ms = clock.monotonicMs();
      permits.receive({ v: 1, epoch: 1, slot: 0, sent_at_monotonic_ms, grants }, clock.monotonicMs());
      dispatcher.pump();
    },
    /** Time passes with ticks on the way. */
    pass25Ms: async (times = 1) => {
      for (let i = 0; i < times; i++) {
        await clock.advance(25);
        dispatcher.tick();
        await clock.advance(0);
      }
    },
  };
}

function batchOf(users: readonly string[], expires_at_ms: number): Batch {
  const ids = { workspace_id: "local", run_id: RUN, batch_no: 0, approval_id: "a", content_hash: "h" };
  return { v: 1, ...ids, expires_at_ms, attributes: [], rows: users.map((user): [string] => [user]) };
}

function templateOf(rest: Partial<RunTemplate> = {}): RunTemplate {
  return {
    ...NO_TEMPLATE,
    connector: {
      render: ([user]) =>
        user.startsWith("skip")
          ? { kind: "skipped", reason: "template" }
          : { kind: "request", method: "POST", origin: "", path: `/${user}`, headers: [], body: null },
    },
    rules: compileRules({ statuses: ["200"] }, {}),
    writtenHeaders: new Set(),
    timeoutMs: 1_000,
    retryPolicy: DEFAULT_RETRY_POLICY,
    ...rest,
  };
}

function answer(handler: Handler | undefined, status = 200): void {
  const controller = { abort: () => undefined } as unknown as HttpDispatcher.DispatchController;
  handler?.onRequestStart?.(controller, {});
  handler?.onResponseStart?.(controller, status, {}, "");
  handler?.onResponseEnd?.(controller, {});
}

describe("a request leaves", () => {
  test("only with a permit and a free connection, and the next one when an answer frees it", async () => {
    const { drive, grant, handlers, dispatcher } = openStage({ connections: 2 });
    await drive();
    dispatcher.pump();
    expect(handlers.length).toBe(0);
    grant(4);
    expect(handlers.length).toBe(2);
    answer(handlers[0]);
    expect(handlers.length).toBe(3);
  });

  test("not before its claim is acknowledged", () => {
    const { dispatcher, pass, grant, handlers } = openStage();
    void dispatcher.drive(pass);
    grant(4);
    expect(handlers.length).toBe(0);
  });

  test("not after the process was stopped in the middle of sending, for as long as a lease", async () => {
    const stage = openStage({ onDispatch: () => stage.stopProcess(LEASE_MS) });
    const { drive, grant, clock, handlers, ends } = stage;
    await drive();
    grant(4);
    await clock.advance(0);
    expect(handlers.length).toBe(1);
    expect(ends).toEqual([{ kind: "lost" }]);
  });

  test("not when its connection comes after the lease was over, even before any timer ran", async () => {
    const { drive, grant, handlers, clock, ends, pool } = openStage();
    await drive();
    grant(1);
    await clock.advance(LEASE_MS);
    const aborts: unknown[] = [];
    const controller = { abort: (error: Error) => aborts.push(error) };
    handlers[0]?.onRequestStart?.(controller as unknown as HttpDispatcher.DispatchController, {});
    await clock.advance(0);
    expect(aborts.length).toBeGreaterThan(0);
    expect(ends).toEqual([{ kind: "lost" }]);
    expect(pool.health.inFlight).toBe(0);
  });
});

describe("a recipient that ends without a request", () => {
  test("leaves its permit to the next one", async () => {
    const { drive, grant, handlers } = openStage({ users: ["skip1", "skip2", "a", "b"] });
    await drive();
    grant(1);
    expect(handlers.length).toBe(1);
  });

  test("moves the claims on: a batch in which everybody is skipped ends within a few writes", async () => {
    const users = Array.from({ length: 500 }, (_, i) => `skip${i}`);
    const { drive, grant, clock, ends, entries } = openStage({ users });
    await drive();
    grant(1);
    for (let i = 0; i < 20 && ends.length === 0; i++) {
      grant(1);
      await clock.advance(0);
    }
    expect(ends).toEqual([{ kind: "done" }]);
    expect(entries.length).toBeLessThan(15);
  });

  test("is also one whose id cannot be put into a header: it ends alone, and the others are sent", async () => {
    const { drive, grant, handlers, settled } = openStage({ users: ["\ud800", "b"] });
    await drive();
    grant(2);
    expect(settled).toMatchObject([
      { index: 0, end: "dead_lettered", reason: "recipient cannot be rendered" },
    ]);
    expect(handlers.length).toBe(1);
  });
});

describe("a pass ends", () => {
  test("when every outcome stands in the ledger", async () => {
    const { drive, grant, handlers, ends, clock, entries } = openStage();
    await drive();
    grant(4);
    for (const handler of handlers) answer(handler);
    await clock.advance(0);
    expect(ends).toEqual([{ kind: "done" }]);
    expect(entries.flatMap(({ outcomes }) => outcomes?.index ?? [])).toEqual([0, 1, 2, 3]);
  });

  test("when it drains, after what is in flight, with a release that claims nobody who was not sent", async () => {
    const { drive, grant, handlers, ends, dispatcher, clock, entries } = openStage();
    await drive();
    grant(1);
    dispatcher.drain();
    expect(ends).toEqual([]);
    answer(handlers[0]);
    await clock.advance(0);
    expect(ends).toEqual([{ kind: "handed_back" }]);
    expect(entries.at(-1)).toMatchObject({ released: true, claimed: 0, done: false });
  });

  test("when it is paused while an entry travels, and when it was paused before it began", async () => {
    const travelling = openStage();
    void travelling.dispatcher.drive(travelling.pass).then((end) => travelling.ends.push(end));
    travelling.dispatcher.applyControl(RUN, "paused");
    await travelling.clock.advance(0);
    expect(travelling.ends).toMatchObject([{ kind: "paused", expectedSeq: 1, entry: { released: true } }]);
    const early = openStage();
    early.pass.halt("paused");
    await early.drive();
    expect(early.ends).toMatchObject([{ kind: "paused", expectedSeq: 0 }]);
    expect(early.entries).toEqual([]);
  });

  test("when it is stopped, twice, also while paused: the open are cancelled once, those in flight end by their answer", async () => {
    const { drive, grant, handlers, ends, dispatcher, clock, settled } = openStage();
    await drive();
    grant(1);
    dispatcher.applyControl(RUN, "paused");
    dispatcher.applyControl(RUN, "stopped");
    dispatcher.applyControl(RUN, "stopped");
    answer(handlers[0]);
    await clock.advance(0);
    expect(ends).toEqual([{ kind: "done" }]);
    expect(settled.map(({ end }) => end)).toEqual(["cancelled", "cancelled", "cancelled", "delivered"]);
  });

  test("when it expires while nothing may be sent", async () => {
    const { drive, ends, pass25Ms, settled } = openStage({ expiresInMs: 100 });
    await drive();
    await pass25Ms(10);
    expect(ends).toEqual([{ kind: "done" }]);
    expect(new Set(settled.map(({ end }) => end))).toEqual(new Set(["expired"]));
  });

  test("with everybody at the deadline when an endpoint never answers, and every slot of the pool comes back", async () => {
    const { drive, grant, ends, pass25Ms, settled, pool } = openStage();
    await drive();
    grant(4);
    await pass25Ms(50);
    expect(ends).toEqual([{ kind: "done" }]);
    expect(settled.map(({ end, reason }) => `${end} ${reason}`)).toEqual(Array(4).fill("retry timeout"));
    expect(pool.health.inFlight).toBe(0);
  });
});

describe("whoever is in doubt", () => {
  const previous: LedgerEntry = {
    v: 1,
    epoch: 1,
    owner: "other",
    claimed: 2,
    settled: "",
    recipients: 4,
    done: false,
    released: false,
    at_ms: 0,
    outcomes: null,
  };

  test("ends as unknown when they must not be sent twice", async () => {
    const { drive, grant, handlers, settled } = openStage({
      previous,
      template: { inDoubtPolicy: "at_most_once" },
    });
    await drive();
    grant(4);
    expect(settled).toMatchObject([
      { index: 0, end: "unknown", isPossibleDuplicate: true },
      { index: 1, end: "unknown" },
    ]);
    expect(handlers.length).toBe(2);
  });

  test("ends as unknown when the run is stopped: nobody can say that it was not sent", async () => {
    const { drive, dispatcher, settled } = openStage({ previous });
    await drive();
    dispatcher.applyControl(RUN, "stopped");
    expect(settled.map(({ end }) => end)).toEqual(["unknown", "unknown", "cancelled", "cancelled"]);
  });
});

describe("a recipient that is refused for its token", () => {
  /** A token that a test renews, or lets fail. */
  function openAuthorization() {
    const state = { isReady: true, refusals: 0, renewed: null as boolean | null };
    const authorization: RequestAuthorization = {
      reattemptStatuses: new Set([401]),
      isReady: () => state.isReady,
      headers: () => ["authorization", "Bearer t"],
      refuse: () => (state.refusals += 1),
      wasRenewed: () => state.renewed,
    };
    return { state, authorization };
  }

  const oneAttempt = { template: { retryPolicy: { ...DEFAULT_RETRY_POLICY, max_attempts: 1 } } };

  test("stays open until there is a new one, then is sent once more with the next attempt's number, on a permit", async () => {
    const { state, authorization } = openAuthorization();
    const stage = openStage({ ...oneAttempt, users: ["a", "b"], authorization });
    await stage.drive();
    stage.grant(2);
    answer(stage.handlers[0], 401);
    answer(stage.handlers[1], 200);
    stage.grant(1);
    expect([stage.handlers.length, stage.settled.length]).toEqual([2, 1]);
    state.renewed = true;
    stage.dispatcher.pump();
    expect(stage.handlers.length).toBe(3);
    answer(stage.handlers[2], 200);
    await stage.clock.advance(0);
    expect(stage.settled[1]).toMatchObject({ index: 0, end: "delivered", attempts: 2, requests: 2 });
    expect(stage.settled[0]).toMatchObject({ index: 1, requests: 1 });
    expect(stage.ends).toEqual([{ kind: "done" }]);
  });

  test("ends by its second answer, whatever that is", async () => {
    const { state, authorization } = openAuthorization();
    const stage = openStage({ users: ["a"], authorization });
    await stage.drive();
    stage.grant(2);
    answer(stage.handlers[0], 401);
    state.renewed = true;
    stage.dispatcher.pump();
    answer(stage.handlers[1], 401);
    expect(stage.settled).toMatchObject([{ end: "dead_lettered", attempts: 2, reason: "status 401" }]);
    expect(state.refusals).toBe(1);
  });

  test("ends by its first answer when no new token can be fetched", async () => {
    const { state, authorization } = openAuthorization();
    const stage = openStage({ users: ["a"], authorization });
    await stage.drive();
    stage.grant(1);
    answer(stage.handlers[0], 401);
    state.renewed = false;
    await stage.pass25Ms();
    expect(stage.settled).toMatchObject([
      { end: "dead_lettered", attempts: 1, requests: 1, reason: "status 401" },
    ]);
  });

  test("is due at once when the pass is paused meanwhile, and ends by its answer when the run is stopped", async () => {
    const endsAfter = async (stop: "paused" | "stopped"): Promise<string[]> => {
      const { authorization } = openAuthorization();
      const stage = openStage({ users: ["a", "b"], authorization });
      await stage.drive();
      stage.grant(2);
      answer(stage.handlers[0], 401);
      stage.dispatcher.applyControl(RUN, stop);
      answer(stage.handlers[1], 401);
      return stage.settled.map(({ end, attempts }) => `${end} ${attempts}`);
    };
    expect(await endsAfter("paused")).toEqual(["retry 1", "retry 1"]);
    expect(await endsAfter("stopped")).toEqual(["dead_lettered 1", "dead_lettered 1"]);
  });

  test("and nobody leaves, spends an attempt or asks for a permit while there is no token at all", async () => {
    const { state, authorization } = openAuthorization();
    state.isReady = false;
    const stage = openStage({ authorization });
    await stage.drive();
    stage.grant(4);
    expect([stage.handlers.length, stage.settled.length]).toEqual([0, 0]);
    expect(stage.dispatcher.demands().every(({ permits }) => permits === 0)).toBe(true);
    state.isReady = true;
    stage.dispatcher.pump();
    expect(stage.handlers.length).toBe(4);
  });
});
