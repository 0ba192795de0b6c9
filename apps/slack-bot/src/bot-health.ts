// How the bot is: whether Slack hears it, when Slack last said something, how many edits are left.
import type { Receiver } from "@slack/bolt";
import type { Offices } from "./offices/offices.ts";
import { DualSocketReceiver } from "./slack/dual-socket-receiver.ts";
import type { FrontDoor } from "./slack/front-door.ts";

export interface BotHealth {
  /** Over signed HTTP: 1, for as long as the bot listens. */
  connections: number;
  /** Why there are none, in Slack's words. */
  problem: string | null;
  /** 0: never. */
  lastEventAtMs: number;
  /** Of the office that has the fewest; null: none is open. */
  editsLeft: number | null;
  offices: number;
}

export function botHealth(receiver: Receiver, door: FrontDoor, offices: Offices): BotHealth {
  const socket = receiver instanceof DualSocketReceiver ? receiver.health : null;
  const left = offices.open.map(({ budget }) => budget.left);
  return {
    connections: socket?.connected ?? 1,
    problem: socket?.problem ?? null,
    lastEventAtMs: door.lastEventAtMs,
    editsLeft: left.length === 0 ? null : Math.min(...left),
    offices: left.length,
  };
}
