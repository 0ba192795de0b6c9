// Three nats-servers that hold the streams together, on loopback: for tests of what survives the death of one.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pickFreePort } from "./free-port.ts";
import { type RunningNats, startNats } from "./start-nats.ts";
import { inTestFolder, testOptions, type TestServerOptions } from "./start-test-servers.ts";
import { stopAll } from "./stop-all.ts";

export interface TestCluster extends AsyncDisposable {
  /** Named `node_1` to `node_3`, as in what the servers say of leaders. */
  readonly nodes: readonly RunningNats[];
  /** All addresses, with commas. */
  readonly url: string;
  /** The node that leads a stream now; undefined while there is none. */
  leaderOf(stream: string): Promise<RunningNats | undefined>;
  /** Stops all and removes their folder; so does `await using`. */
  stop(): Promise<void>;
}

const NODE_COUNT = 3;
const nameOf = (index: number): string => `node_${index + 1}`;

/** Ready when they have chosen a leader of their own. */
export function startTestCluster(options: TestServerOptions = {}): Promise<TestCluster> {
  return inTestFolder(async (folder) => {
    const routePorts: number[] = [];
    while (routePorts.length < NODE_COUNT) routePorts.push(await pickFreePort(routePorts));
    const password = randomBytes(24).toString("base64url");
    const starts = routePorts.map((routePort, index) =>
      startNats({
        ...testOptions(options),
        dataDir: join(folder, "nats", nameOf(index)),
        password,
        cluster: { serverName: nameOf(index), routePort, routePorts, password },
      }),
    );
    return describe(await allOrNone(starts));
  });
}

async function allOrNone(starts: ReadonlyArray<Promise<RunningNats>>): Promise<RunningNats[]> {
  const results = await Promise.allSettled(starts);
  const nodes = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failure = results.find((result) => result.status === "rejected");
  if (failure === undefined) return nodes;
  await stopAll(nodes);
  throw failure.reason;
}

function describe(nodes: readonly RunningNats[]): TestCluster {
  const stop = () => stopAll(nodes);
  return {
    nodes,
    url: nodes.map(({ url }) => url).join(","),
    leaderOf: async (stream) => {
      const name = await leaderName(nodes, stream);
      return nodes.find((_, index) => nameOf(index) === name);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

interface StreamsOfServer {
  account_details?: Array<{ stream_detail?: Array<{ name: string; cluster?: { leader?: string } }> }>;
}

/** Asks one after the other: any of those that live knows. */
async function leaderName(nodes: readonly RunningNats[], stream: string): Promise<string | undefined> {
  for (const { monitoringUrl } of nodes) {
    const response = await fetch(`${monitoringUrl}/jsz?streams=true`).catch(() => undefined);
    if (response === undefined) continue;
    const { account_details = [] } = (await response.json()) as StreamsOfServer;
    const streams = account_details.flatMap(({ stream_detail = [] }) => stream_detail);
    const leader = streams.find(({ name }) => name === stream)?.cluster?.leader;
    if (leader) return leader;
  }
  return undefined;
}
