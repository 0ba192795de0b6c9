// The API as a server: creates that are validated and committed, the same body validated alone, and reads. autocannon, API
// processes, Postgres and nats-server share this machine.
import autocannon from "autocannon";
import { type ApiStage, openApiStage } from "./api/api-stage.ts";
import { WHOLE_CAMPAIGN } from "./api/whole-campaign.ts";
import type { Bench } from "./bench.ts";
import { cpuMsOfTree } from "./stage/process-usage.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

const GOALS = { create: 5_000, validate: 5_000, read: 10_000 } as const;
const GOAL_P99_MS = 50;

type Scenario = keyof typeof GOALS;

interface Plan {
  seconds: number;
  warmUpSeconds: number;
  connections: number;
  apiProcesses: number;
  isProfiled: boolean;
}

interface Figures {
  scenario: Scenario;
  requestsPerSecond: number;
  latencyMs: { p50: number; p99: number; max: number };
  /** Answers that were no 2xx, and calls without an answer. */
  failed: number;
  /** Of each process, as a share of one core; the client is this process. */
  cores: Record<string, number>;
  /** Of all together. */
  cpuMicrosecondsPerRequest: number;
}

export const benchApi: Bench = {
  name: "api",
  about: "requests a second and p99 of the API, quotas off: create, validate, read",
  options: [
    { name: "seconds", fallback: 15, about: "measured, of each scenario" },
    { name: "warm-up", fallback: 5, about: "seconds before each" },
    { name: "connections", fallback: 100, about: "of the client, to all API processes together" },
    { name: "api", fallback: 2, about: "API processes" },
    { name: "profile", fallback: false, about: "CPU profiles of the API processes, in the working folder" },
  ],
  run: (values, say) => {
    const plan: Plan = {
      seconds: values.number("seconds"),
      warmUpSeconds: values.number("warm-up"),
      connections: values.number("connections"),
      apiProcesses: values.number("api"),
      isProfiled: values.isSet("profile"),
    };
    return inWorkFolder(
      (folder) => measure(plan, folder, say),
      () => !plan.isProfiled,
    );
  },
};

async function measure(plan: Plan, folder: string, say: (text: string) => void) {
  await using stage = await openApiStage({
    folder,
    apiProcesses: plan.apiProcesses,
    ...(plan.isProfiled && { profileFolder: folder }),
  });
  if (plan.isProfiled) say(`profiles go to ${folder}`);
  const id = await createOne(stage);
  const scenarios: Record<Scenario, Pick<autocannon.Options, "method" | "body"> & { path: string }> = {
    create: { method: "POST", path: "/v5/campaigns", body: JSON.stringify(WHOLE_CAMPAIGN) },
    validate: { method: "POST", path: "/v5/campaigns/validate", body: JSON.stringify(WHOLE_CAMPAIGN) },
    read: { method: "GET", path: `/v5/campaigns/${id}` },
  };
  const results: Figures[] = [];
  for (const scenario of Object.keys(GOALS) as Scenario[]) {
    const { path, ...request } = scenarios[scenario];
    const run = (seconds: number) => load(stage, plan, path, { ...request, duration: seconds });
    say(`${scenario}: warming up`);
    await run(plan.warmUpSeconds);
    say(`${scenario}: measuring for ${plan.seconds} s`);
    const before = cpuMs(stage);
    const answers = await run(plan.seconds);
    results.push(figuresOf(scenario, plan, answers, before, cpuMs(stage)));
    say(JSON.stringify(results.at(-1)));
  }
  return { ...plan, scenarios: results, missed: results.flatMap(missedGoals) };
}

async function createOne({ apis: [api], headers }: ApiStage): Promise<string> {
  const response = await fetch(`${api?.url}/v5/campaigns`, {
    method: "POST",
    headers,
    body: JSON.stringify(WHOLE_CAMPAIGN),
  });
  if (response.status !== 201) throw new Error(`the campaign was refused: ${await response.text()}`);
  return ((await response.json()) as { data: { id: string } }).data.id;
}

/** Each API process has its share of the connections, as behind a balancer. */
const load = (
  { apis, headers }: ApiStage,
  { connections }: Plan,
  path: string,
  options: Omit<autocannon.Options, "url">,
): Promise<autocannon.Result[]> =>
  Promise.all(
    apis.map((api) =>
      autocannon({
        ...options,
        url: `${api.url}${path}`,
        headers,
        connections: Math.ceil(connections / apis.length),
      }),
    ),
  );

function cpuMs({ apis, servers }: ApiStage): Record<string, number> {
  const { user, system } = process.cpuUsage();
  const of = (pid: number | undefined): number => (pid === undefined ? 0 : cpuMsOfTree(pid));
  return {
    client: (user + system) / 1_000,
    ...Object.fromEntries(apis.map((api) => [api.name, of(api.pid)])),
    postgres: of(servers.postgres.pid),
  };
}

function figuresOf(
  scenario: Scenario,
  { seconds }: Plan,
  answers: readonly autocannon.Result[],
  before: Record<string, number>,
  after: Record<string, number>,
): Figures {
  const sum = (pick: (result: autocannon.Result) => number) =>
    answers.reduce((total, result) => total + pick(result), 0);
  const worst = (pick: (result: autocannon.Result) => number) => Math.max(...answers.map(pick));
  const usedMs = Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)] as const);
  const answered = sum((result) => result["2xx"]);
  const allMs = usedMs.reduce((total, [, ms]) => total + ms, 0);
  return {
    scenario,
    requestsPerSecond: Math.round(answered / seconds),
    latencyMs: {
      p50: worst(({ latency }) => latency.p50),
      p99: worst(({ latency }) => latency.p99),
      max: worst(({ latency }) => latency.max),
    },
    failed: sum((result) => result.non2xx + result.errors + result.timeouts),
    cores: Object.fromEntries(usedMs.map(([name, ms]) => [name, Math.round(ms / seconds / 10) / 100])),
    cpuMicrosecondsPerRequest: Math.round((allMs * 1_000) / Math.max(1, answered)),
  };
}

function missedGoals({ scenario, requestsPerSecond, latencyMs, failed }: Figures): string[] {
  return [
    ...(requestsPerSecond < GOALS[scenario]
      ? [`${scenario}: ${requestsPerSecond} a second, ${GOALS[scenario]} wanted`]
      : []),
    ...(latencyMs.p99 >= GOAL_P99_MS
      ? [`${scenario}: p99 ${latencyMs.p99} ms, below ${GOAL_P99_MS} wanted`]
      : []),
    ...(failed > 0 ? [`${scenario}: ${failed} calls failed`] : []),
  ];
}
