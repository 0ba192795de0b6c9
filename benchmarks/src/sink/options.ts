// The sink's command line.
import { parseArgs } from "node:util";
import type { SinkOptions } from "./start-sink.ts";

export const SINK_HELP = `node benchmarks/src/sink/main.ts [options]: the endpoint under test

  --port N --control-port N   0, the default, takes a free one; the chosen ones are printed as one JSON line
  --host ADDRESS              where the endpoint listens (127.0.0.1); the control port is always on 127.0.0.1
  --record FILE               write a binary record per request, for the verdict
  --no-keys                   count only; no memory per Idempotency-Key
  --seed N                    same seed, same answers (1)
  --p50 MS --p99 MS           log-normal latency through these two points (none: answer at once)
  --fail STATUS=SHARE         answer this share (0 to 1) with this status; may be repeated
  --reset SHARE               reset this share of the connections instead of answering
  --hang SHARE                never answer this share
  --garbage SHARE             answer this share with what is not HTTP
  --drip SHARE                answer this share a byte at a time, for ever
`;

/** Throws an Error that says which option is wrong. */
export function parseSinkOptions(args: readonly string[]): SinkOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      "control-port": { type: "string", default: "0" },
      record: { type: "string" },
      "no-keys": { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      p50: { type: "string" },
      p99: { type: "string" },
      fail: { type: "string", multiple: true, default: [] },
      reset: { type: "string", default: "0" },
      hang: { type: "string", default: "0" },
      garbage: { type: "string", default: "0" },
      drip: { type: "string", default: "0" },
    },
  });
  return {
    host: values.host,
    port: number("--port", values.port, 0, 65_535),
    controlPort: number("--control-port", values["control-port"], 0, 65_535),
    ...(values.record === undefined ? {} : { recordPath: values.record }),
    keepsKeys: !values["no-keys"],
    behaviour: {
      seed: number("--seed", values.seed, 0, Number.MAX_SAFE_INTEGER),
      ...latency(values.p50, values.p99),
      statusShares: Object.fromEntries(values.fail.map(statusShare)),
      resetShare: number("--reset", values.reset, 0, 1),
      hangShare: number("--hang", values.hang, 0, 1),
      garbageShare: number("--garbage", values.garbage, 0, 1),
      dripShare: number("--drip", values.drip, 0, 1),
    },
  };
}

function latency(p50Text?: string, p99Text?: string): { latencyMs?: { p50: number; p99: number } } {
  if (p50Text === undefined && p99Text === undefined) return {};
  if (p50Text === undefined || p99Text === undefined)
    throw new Error("--p50 and --p99 go together: both in milliseconds");
  const p50 = number("--p50", p50Text, 0.001, 60_000);
  return { latencyMs: { p50, p99: number("--p99", p99Text, p50, 600_000) } };
}

function statusShare(text: string): [number, number] {
  const [status = "", share = ""] = text.split("=");
  return [number("--fail", status, 200, 599), number("--fail", share, 0, 1)];
}

function number(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= least && value <= most)) {
    throw new Error(`${option} must be a number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}
