// The bare loop beside Sluice, in the same run: machines are shared, and what a request costs there says how fast this one is now.
import { type BareLoopFigures, runBareLoop } from "../bare-loop/run-bare-loop.ts";
import { startSinkProcess } from "../sink/sink-process.ts";
import { BODY_BYTES } from "./bench-users.ts";

const REQUESTS = 200_000;

export interface SenderSize {
  threads: number;
  /** Of each thread. */
  connections: number;
}

/** Against a sink of its own, with bodies as long as the benchmark campaign's. */
export async function bareLoopBeside({ threads, connections }: SenderSize): Promise<BareLoopFigures> {
  await using sink = await startSinkProcess(["--record", "/dev/null"]);
  return await runBareLoop(sink, {
    threads,
    connections: threads * connections,
    requests: REQUESTS,
    bodyBytes: BODY_BYTES,
  });
}
