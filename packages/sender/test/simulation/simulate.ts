// One simulated life of one batch: three holders, faults for a while, then calm. Returns what was violated.
import { type Batch, DEFAULT_RETRY_POLICY, mintUuidV7 } from "@sluice/schema";
import { compileRules } from "../../src/answer-rules.ts";
import { NO_TEMPLATE, type RunTemplate } from "../../src/run-template.ts";
import { Judge, type Verdict } from "./judge.ts";
import { SimEndpoint } from "./sim-endpoint.ts";
import { type Parts, type Room, SimHolder, SOUND_PARTS } from "./sim-holder.ts";
import { SimLedger } from "./sim-ledger.ts";
import { World } from "./world.ts";

const HOLDERS = 3;
const FAULTS_END_MS = 12_000;
/** With no more faults everything must have ended by then. */
const LIMIT_MS = FAULTS_END_MS + 60_000;
/** A process that was stopped may wake long after the batch is done. */
const AFTERMATH_MS = 9_000;

export interface Mutation {
  parts?: Partial<Parts>;
  forgetsToAsk?: boolean;
}

export async function simulate(seed: number, mutation: Mutation = {}): Promise<Verdict> {
  const world = new World(seed);
  const room: Room = {
    world,
    ledger: new SimLedger(world),
    endpoint: new SimEndpoint(world, mutation.forgetsToAsk),
    batch: batchOf(world),
    template: templateOf(world),
    parts: { ...SOUND_PARTS, ...mutation.parts },
  };
  const judge = new Judge(room);
  const holders = Array.from({ length: HOLDERS }, (_, i) => new SimHolder(room, `h${i}`));
  room.ledger.faultShare = world.chance(0.5) ? 0.1 : 0;
  trouble(room, holders);
  const isDone = await world.runUntil(() => room.ledger.last?.entry.done === true, LIMIT_MS);
  const doneAtMs = world.nowMs;
  await world.runUntil(() => false, doneAtMs + AFTERMATH_MS);
  return judge.verdict(isDone, holders);
}

/** Every so often something happens to one of the holders. */
function trouble(room: Room, holders: SimHolder[]): void {
  const { world, ledger } = room;
  world.at(world.between(50, 2_000), () => {
    if (world.nowMs >= FAULTS_END_MS) {
      ledger.faultShare = 0;
      return;
    }
    const place = Math.floor(world.between(0, HOLDERS));
    afflict(room, holders, place);
    trouble(room, holders);
  });
}

function afflict(room: Room, holders: SimHolder[], place: number): void {
  const { world } = room;
  const holder = holders[place]!;
  const kind = world.random();
  if (kind < 0.25) {
    holder.process.crash();
    const name = `h${place}-${Math.round(world.nowMs)}`;
    world.at(world.between(100, 3_000), () => (holders[place] = new SimHolder(room, name)));
  } else if (kind < 0.7) holder.process.freeze(world.between(500, 9_000));
  else if (kind < 0.8) holder.halt("draining");
  else if (kind < 0.9) holder.halt("paused");
}

function batchOf(world: World): Batch {
  return {
    v: 1,
    workspace_id: "local",
    run_id: mintUuidV7(0, new Uint8Array(10)),
    batch_no: 0,
    approval_id: "a",
    content_hash: "h",
    expires_at_ms: world.chance(0.1) ? world.between(1_000, 15_000) : 1e12,
    attributes: [],
    rows: Array.from({ length: Math.ceil(world.between(20, 200)) }, (_, i): [string] => [`u${i}`]),
  };
}

function templateOf(world: World): RunTemplate {
  const isSkipped = (user: string): boolean => user.endsWith("7");
  return {
    ...NO_TEMPLATE,
    connector: {
      render: ([user]) =>
        isSkipped(user)
          ? { kind: "skipped", reason: "seven" }
          : { kind: "request", method: "POST", origin: "", path: `/${user}`, headers: [], body: null },
    },
    rules: compileRules({ statuses: ["200"] }, {}),
    writtenHeaders: new Set(),
    timeoutMs: world.between(200, 2_500),
    retryPolicy: { ...DEFAULT_RETRY_POLICY, max_attempts: world.chance(0.5) ? 1 : 6 },
    inDoubtPolicy: world.chance(0.3) ? "at_most_once" : "at_least_once",
  };
}
