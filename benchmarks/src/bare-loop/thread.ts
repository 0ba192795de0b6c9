// Thread entry: one bare loop. Told how many requests, answers with the result of that round.
import { parentPort, workerData } from "node:worker_threads";
import { BareLoop } from "./bare-loop.ts";
import type { BareLoopOptions } from "./bare-loop.ts";

const loop = new BareLoop(workerData as BareLoopOptions);
parentPort?.on("message", (requestCount: number) => {
  void loop.run(requestCount).then((result) => parentPort?.postMessage(result));
});
