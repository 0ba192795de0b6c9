// One simulated life of one run: three holders, faults for a while, then calm. Returns what was violated.
import { DEFAULT_RETRY_POLICY } from "@sluice/schema";
import { World } from "@sluice/testkit";
import { compileRules } from "../../src/answer-rules.ts";
import { ClaimPace } from "../../src/claim-window.ts";
import { NO_TEMPLATE, type RunTemplate } from "../../src/run-template.ts";
import { Judge, type Verdict } from "./judge.ts";
import { SimEndpoint } from "./sim-endpoint.ts";
import { type Parts, type Room, SimHolder, SOUND_PARTS } from "./sim-holder.ts";
import { SimNetwork } from "./sim-network.ts";
import { type DoubtAfterLoss, SimRun } from "./sim-run.ts";
import { SimTokens } from "./sim-tokens.ts";
import { FAULTS_END_MS, makeTrouble } from "./trouble.ts";

const HOLDERS = 3;
/** With no more faults everything must have ended by then. */
const LIMIT_MS = FAULTS_END_MS + 120_000;
/** A process that was stopped may wake long after the run is over. */
const AFTERMATH_MS = 9_000;
/** Of the lives, those in which requests carry a token. */
const TOKEN_SHARE = 0.25;

export interface Mutation {
  parts?: Partial<Parts>;
  forgetsToAsk?: boolean;
  doubtAfterLoss?: DoubtAfterLoss;
}

export async function simulate(seed: number, mutation: Mutation = {}): Promise<Verdict> {
  Error.stackTraceLimit = 0; // half of the time went into stacks of aborted requests that nobody reads
  const world = new World(seed);
  const holders: SimHolder[] = [];
  const network = new SimNetwork(world);
  const template = templateOf(world);
  const tokens = world.chance(TOKEN_SHARE) ? new SimTokens(world, network) : null;
  const judge = new Judge({
    nowMs: () => world.nowMs,
    template,
    hasAuthorization: tokens !== null,
    heardOf: (owner) => holders.find((holder) => holder.owner === owner)?.heard ?? "nothing",
  });
  const room: Room = {
    world,
    tokens,
    template,
    judge,
    mostPermits: world.pick([2, 4, 12]),
    run: new SimRun(world, network, judge, mutation.doubtAfterLoss),
    endpoint: new SimEndpoint(world, judge, (token) => tokens?.accepts(token) ?? true, mutation.forgetsToAsk),
    parts: { ...SOUND_PARTS, ...mutation.parts },
  };
  judge.judge(room.run);
  for (let place = 0; place < HOLDERS; place++) holders.push(new SimHolder(room, `h${place}`));
  makeTrouble({ room, network, holders, isWithoutBus: false });
  const isDone = await world.runUntil(() => room.run.isOver, LIMIT_MS);
  const doneAtMs = world.nowMs;
  await world.runUntil(() => false, doneAtMs + AFTERMATH_MS);
  return judge.verdict(isDone, holders);
}

function templateOf(world: World): RunTemplate {
  const isSkipped = (user: string): boolean => user.endsWith("7");
  return {
    ...NO_TEMPLATE,
    pace: new ClaimPace(),
    connector: {
      render: ([user]) =>
        isSkipped(user)
          ? { kind: "skipped", reason: "seven" }
          : { kind: "request", method: "POST", origin: "", path: `/${user}`, headers: [], body: null },
    },
    rules: compileRules({ statuses: ["200"] }, {}),
    writtenHeaders: new Set(),
    timeoutMs: world.between(200, 2_500),
    retryPolicy: {
      ...DEFAULT_RETRY_POLICY,
      max_attempts: world.wholeBetween(1, 5),
      initial_delay_ms: world.between(100, 1_000),
      max_delay_ms: 2_000,
    },
    inDoubtPolicy: world.chance(0.3) ? "at_most_once" : "at_least_once",
  };
}
