// The apps of a stack: which there are, and what each is told. None is told more than it needs.
import { join } from "node:path";
import type { AppName } from "@sluice/store";
import type { AppAddresses } from "./app-addresses.ts";
import type { DataFolder } from "./data-folder.ts";
import { type EgressOptions, endpointEnv, proxyEnv } from "./egress-env.ts";
import type { LocalOperators } from "./local-operators.ts";
import { slackSetup } from "./slack-setup.ts";
import type { AppSpec } from "./supervised-app.ts";
import type { VaultEnvironment } from "./vault-keys.ts";

export interface StackOptions extends EgressOptions {
  folder: DataFolder;
  env: NodeJS.ProcessEnv;
  /** 0 takes any free port. */
  apiPort: number;
  deliveryProcesses: number;
  apiProcesses: number;
  onProgress: (text: string) => void;
}

export interface AppNeighbours {
  addresses: AppAddresses;
  operators: LocalOperators;
  vaultKeys: VaultEnvironment;
}

const APPS_FOLDER = join(import.meta.dirname, "../../..");
export const HOST = "127.0.0.1";

export function appSpecs(
  options: StackOptions,
  { addresses, operators, vaultKeys }: AppNeighbours,
): AppSpec[] {
  const { natsUrl, databaseUrl, natsOpenUrls } = addresses;
  const {
    DATABASE_URL: _,
    SLUICE_KEYS: _k,
    SLUICE_KEYS_FILE: _f,
    ...withSlack
  }: NodeJS.ProcessEnv = {
    ...options.env,
    HOST,
  };
  const { slackSecrets, others: withoutDatabase } = splitSlackSecrets(withSlack);
  const withDatabase = (app: AppName): NodeJS.ProcessEnv => ({
    ...withoutDatabase,
    NATS_URL: natsUrl[app],
    DATABASE_URL: databaseUrl[app],
  });
  const spec = (name: string, app: string, env: NodeJS.ProcessEnv, port = 0): AppSpec => ({
    name,
    port,
    entry: join(APPS_FOLDER, app, "src/main.ts"),
    env,
    logsDir: options.folder.logs,
    onDeath: options.onProgress,
  });
  const endpoints = endpointEnv(options, {
    natsUrl: natsUrl.delivery,
    databaseUrl: databaseUrl.api,
    openUrls: natsOpenUrls,
  });
  const deliveryEnv = {
    ...withoutDatabase,
    NATS_URL: natsUrl.delivery,
    ...vaultKeys,
    ...endpoints,
    ...proxyEnv(options),
  };
  const deliveries = Array.from({ length: options.deliveryProcesses }, (_, index) =>
    spec(`delivery-${index + 1}`, "delivery", deliveryEnv),
  );
  const apiEnv = {
    ...withDatabase("api"),
    ...vaultKeys,
    ...endpoints,
    ...proxyEnv(options),
    SLUICE_PEPPER: operators.pepper,
    SLUICE_POSTGRES_CONNECTIONS: String(postgresConnections(options.apiProcesses)),
  };
  const slack = slackSetup(options.env);
  // The bot does what the API does, for people: the same role in Postgres, a user of its own on NATS.
  const slackEnv = {
    ...withDatabase("api"),
    ...slackSecrets,
    ...(slack.kind === "on" && slack.installAt !== null && vaultKeys),
    NATS_URL: natsUrl.slack,
  };
  return [
    spec("ledger", "ledger", withDatabase("ledger")),
    spec("planner", "planner", { ...withDatabase("planner"), ...vaultKeys }),
    ...deliveries,
    ...apiSpecs(options, (name) => spec(name, "api", apiEnv, options.apiPort)),
    ...(slack.kind === "on" ? [spec("slack-bot", "slack-bot", slackEnv)] : []),
  ];
}

/** Only the bot is told them. */
const SLACK_SECRETS = [
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_SIGNING_SECRET",
  "SLACK_CLIENT_SECRET",
  "SLACK_STATE_SECRET",
];

function splitSlackSecrets(env: NodeJS.ProcessEnv) {
  const entries = Object.entries(env);
  const isSecret = ([name]: [string, unknown]): boolean => SLACK_SECRETS.includes(name);
  return {
    slackSecrets: Object.fromEntries(entries.filter(isSecret)),
    others: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
  };
}

/** Several listen at one port; each says for itself how it is. */
function apiSpecs({ apiProcesses }: StackOptions, specOf: (name: string) => AppSpec): AppSpec[] {
  if (apiProcesses === 1) return [specOf("api")];
  return Array.from({ length: apiProcesses }, (_, index) => ({
    ...specOf(`api-${index + 1}`),
    sharesPort: true,
  }));
}

const MOST_CONNECTIONS = 20;
/** Of the hundred that our Postgres allows, the other apps and commands need their part. */
const CONNECTIONS_OF_ALL_APIS = 60;

const postgresConnections = (apiProcesses: number): number =>
  Math.min(MOST_CONNECTIONS, Math.floor(CONNECTIONS_OF_ALL_APIS / apiProcesses));
