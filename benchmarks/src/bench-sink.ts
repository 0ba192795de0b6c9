// The sink's ceiling: if it is not far above what Sluice sends, a benchmark of Sluice measures the sink.
import autocannon from "autocannon";
import type { Bench } from "./bench.ts";
import { jsonBody } from "./bare-loop/bare-loop.ts";
import { startSinkProcess } from "./sink/sink-process.ts";

export const benchSink: Bench = {
  name: "sink",
  about: "autocannon against the recording sink alone: requests a second and CPU per request at the sink",
  options: [
    { name: "seconds", fallback: 10, about: "length of the measured part" },
    { name: "connections", fallback: 64, about: "connections, one request in flight on each" },
    { name: "body-bytes", fallback: 700, about: "JSON body of each request" },
  ],
  run: async (values) => {
    await using sink = await startSinkProcess(["--no-keys", "--record", "/dev/null"]);
    const load = {
      url: sink.url,
      method: "POST" as const,
      connections: values.number("connections"),
      headers: { "content-type": "application/json", "idempotency-key": "bench:sink", "x-attempt": "1" },
      body: jsonBody(values.number("body-bytes")),
    };
    await autocannon({ ...load, duration: 2 }); // warm-up
    await sink.reset();
    const cpuBefore = await sink.cpu();
    const seen = await autocannon({ ...load, duration: values.number("seconds") });
    const cpuAfter = await sink.cpu();
    const counts = await sink.counts();
    const sinkCpuUs = cpuAfter.userUs + cpuAfter.systemUs - cpuBefore.userUs - cpuBefore.systemUs;
    return {
      requestsPerSecondAtSink: Math.round(
        ((counts.total - 1) * 1_000_000) / (counts.lastUs - counts.firstUs),
      ),
      sinkCpuUsPerRequest: Math.round((sinkCpuUs / counts.total) * 10) / 10,
      sinkCpuShareOfOneCore: Math.round((sinkCpuUs / (counts.lastUs - counts.firstUs)) * 100) / 100,
      latencyMs: { p50: seen.latency.p50, p99: seen.latency.p99 },
      non2xx: seen.non2xx,
      errors: seen.errors,
      sinkRssMib: Math.round(cpuAfter.rssBytes / 2 ** 20),
    };
  },
};
