// What a request costs when nothing but undici sends it.
import { availableParallelism } from "node:os";
import { runBareLoop } from "./bare-loop/run-bare-loop.ts";
import type { Bench } from "./bench.ts";
import { startSinkProcess } from "./sink/sink-process.ts";

export const benchUndici: Bench = {
  name: "undici",
  about:
    "a bare undici dispatch loop in threads against the sink: requests a second there, CPU per request here",
  options: [
    {
      name: "threads",
      fallback: availableParallelism(),
      about: "sending threads, each with a Pool of its own",
    },
    { name: "connections", fallback: 128, about: "connections of all threads together" },
    { name: "requests", fallback: 200_000, about: "requests measured, after a warm-up of a fifth" },
    { name: "body-bytes", fallback: 700, about: "JSON body of each request" },
  ],
  run: async (values) => {
    await using sink = await startSinkProcess(["--record", "/dev/null"]);
    const figures = await runBareLoop(sink, {
      threads: values.number("threads"),
      connections: values.number("connections"),
      requests: values.number("requests"),
      bodyBytes: values.number("body-bytes"),
    });
    return { ...figures, sinkRssMib: Math.round((await sink.cpu()).rssBytes / 2 ** 20) };
  },
};
