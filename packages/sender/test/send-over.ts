// One request over a pool, as a pass sends it.
import { WorkspaceId } from "@sluice/schema";
import type { AttemptResult } from "../src/attempt-result.ts";
import { ConnectionPools, type OriginPool } from "../src/connection-pools.ts";
import type { Egress } from "../src/egress.ts";
import { Exchange } from "../src/exchange.ts";

export const WORKSPACE = WorkspaceId.parse("ws_test");

export function openPoolsOver(egress: Egress, connections: number): ConnectionPools {
  return new ConnectionPools(egress, connections, {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    sleep: () => Promise.resolve(),
  });
}

export function sendOver({ pool }: OriginPool): Promise<AttemptResult> {
  return new Promise((resolve) => {
    const owner = {
      mayLeave: () => true,
      bytesToKeep: () => null,
      ended: (_: Exchange, result: AttemptResult) => resolve(result),
    };
    const request = { method: "POST", path: "/", headers: [], body: "hello" } as const;
    new Exchange(owner, 0, 1, performance.now()).start(pool, { ...request, headers: [] });
  });
}
