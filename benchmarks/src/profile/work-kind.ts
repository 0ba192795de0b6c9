// What a function in a profile works on, told from where it stands.
import type { FunctionTime } from "./cpu-profile.ts";

/** The first that matches holds. Calls into the kernel have no file: Node's bindings carry their names. */
const KINDS: ReadonlyArray<[kind: string, matches: (time: FunctionTime) => boolean]> = [
  ["garbage collector", ({ functionName }) => functionName === "(garbage collector)"],
  ["native code", ({ functionName }) => functionName === "(program)"],
  [
    "socket reads and writes",
    ({ functionName, url }) => url === "" && /^(write|read|shutdown|connect)/i.test(functionName),
  ],
  ["JSON", ({ functionName, url }) => url === "" && /^(parse|stringify)$/.test(functionName)],
  ["native code", ({ url }) => url === ""],
  ["undici", ({ url }) => url.includes("/undici/")],
  [
    "template",
    ({ url }) =>
      url.includes("/packages/content/") || url.includes("/liquidjs/") || url.startsWith("evalmachine"),
  ],
  ["sender", ({ url }) => url.includes("/packages/sender/") || url.includes("/apps/delivery/")],
  ["planner", ({ url }) => url.includes("/apps/planner/") || url.includes("/packages/campaigns/")],
  ["ledger", ({ url }) => url.includes("/apps/ledger/") || url.includes("/packages/store/")],
  ["schema checks", ({ url }) => url.includes("/zod/") || url.includes("/packages/schema/")],
  ["NATS client", ({ url }) => url.includes("/@nats-io/") || url.includes("/packages/bus/")],
  ["Postgres client", ({ url }) => /\/(pg|pg-[a-z-]+|kysely|postgres-[a-z]+)\//.test(url)],
  ["metrics and logs", ({ url }) => /\/(pino|prom-client|sonic-boom|packages\/telemetry)\//.test(url)],
  [
    "Node's sockets and streams",
    ({ url }) => /^node:(net|stream|internal\/(stream|streams|net|js_stream))/.test(url),
  ],
  ["Node's timers and queues", ({ url }) => /^node:internal\/(timers|process|async)/.test(url)],
  ["Node, other", ({ url }) => url.startsWith("node:")],
];

export const workKindOf = (time: FunctionTime): string =>
  KINDS.find(([, matches]) => matches(time))?.[0] ?? "other";
