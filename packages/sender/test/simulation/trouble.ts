// What goes wrong in a simulated life, until it no longer does: processes that die or stop, a run that people pause, an endpoint
// that has its times, tokens that are taken back.
import type { RunControl } from "@sluice/schema";
import type { World } from "@sluice/testkit";
import type { Phase } from "./sim-endpoint.ts";
import { type Room, SimHolder } from "./sim-holder.ts";
import type { SimNetwork } from "./sim-network.ts";

export const FAULTS_END_MS = 10_000;
/** Of the lives, those in which the bus is lost. */
const LOSS_SHARE = 0.1;
/** As operators do: all apps stop, empty servers start, then the apps. Nothing is in flight any more by then. */
const WITHOUT_APPS_MS = 6_000;

export interface Troubled {
  room: Room;
  network: SimNetwork;
  /** A holder that dies is replaced in its place. */
  holders: SimHolder[];
  /** The bus was lost, and nobody starts before its new servers. */
  isWithoutBus: boolean;
}

export function makeTrouble(troubled: Troubled): void {
  const { room, network } = troubled;
  const { world } = room;
  network.faultShare = world.chance(0.5) ? 0.1 : 0;
  if (room.tokens !== null) room.tokens.failureShare = world.chance(0.3) ? 0.4 : 0;
  again(world, [50, 1_500], () => afflict(troubled));
  if (world.chance(0.7)) again(world, [300, 3_000], () => changePhase(room));
  if (world.chance(0.3)) again(world, [500, 5_000], () => control(troubled));
  if (room.tokens !== null) again(world, [500, 4_000], () => room.tokens?.revoke());
  if (world.chance(LOSS_SHARE)) world.at(world.between(500, 6_000), () => loseBus(troubled));
  world.at(FAULTS_END_MS, () => calm(troubled));
}

function loseBus(troubled: Troubled): void {
  const { room, holders } = troubled;
  troubled.isWithoutBus = true;
  for (const holder of holders) holder.process.crash();
  room.run.loseBus();
  room.world.at(WITHOUT_APPS_MS, () => {
    troubled.isWithoutBus = false;
    holders.forEach((_, place) => (holders[place] = new SimHolder(room, `r${place}`)));
  });
}

function again(world: World, [low, high]: [number, number], happen: () => void): void {
  world.at(world.between(low, high), () => {
    if (world.nowMs >= FAULTS_END_MS) return;
    happen();
    again(world, [low, high], happen);
  });
}

function afflict(troubled: Troubled): void {
  const { room, holders } = troubled;
  const { world } = room;
  const place = world.wholeBetween(0, holders.length);
  const holder = holders[place];
  if (holder?.process.isAlive !== true) return; // its successor is on its way
  const kind = world.random();
  if (kind < 0.25) {
    holder.process.crash();
    const name = `h${place}-${Math.round(world.nowMs)}`;
    world.at(world.between(100, 3_000), () => {
      if (!troubled.isWithoutBus) holders[place] = new SimHolder(room, name);
    });
  } else if (kind < 0.75) holder.process.freeze(world.between(500, 9_000));
  else if (kind < 0.85) holder.drain();
}

function changePhase({ world, endpoint }: Room): void {
  const phases: readonly [Phase, ...Phase[]] = ["well", "well", "failing", "failing", "limiting", "hanging"];
  endpoint.phase = world.chance(0.03) ? "gone" : world.pick(phases);
}

function control(troubled: Troubled): void {
  const { world, run } = troubled.room;
  if (run.state === "stopped") return;
  if (run.state === "paused") say(troubled, "sending");
  else say(troubled, world.chance(0.1) ? "stopped" : "paused");
}

/** Faults end; whoever was put off by a 410 is told to go on. */
function calm(troubled: Troubled): void {
  const { room, network } = troubled;
  network.faultShare = 0;
  if (room.tokens !== null) room.tokens.failureShare = 0;
  room.endpoint.phase = "well";
  // Answers that are on their way, and holders that are stopped, have theirs behind them by then.
  room.world.at(FAULTS_END_MS, () => {
    if (room.run.state !== "stopped") say(troubled, "sending");
  });
  if (room.run.state === "paused") say(troubled, "sending");
}

function say({ room, holders }: Troubled, state: RunControl["state"]): void {
  room.run.state = state;
  for (const holder of holders) holder.hear(state);
}
