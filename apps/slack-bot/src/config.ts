// Everything the environment says, resolved once. Only this file reads it.
import { WorkspaceId } from "@sluice/schema";
import type { KeySource } from "@sluice/vault";
import { z } from "zod";

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  NATS_URL: z.string().min(1),
  SLUICE_NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  /** The workspace whose campaigns are written and approved in this Slack. */
  SLUICE_WORKSPACE: WorkspaceId.default("local"),
  /** One Slack workspace, by its token: the simple way. */
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, "begins with xoxb-")
    .optional(),
  /** Or many, each installed over OAuth: these four, the signing secret, and keys to seal their tokens with. */
  SLACK_CLIENT_ID: z.string().min(1).optional(),
  SLACK_CLIENT_SECRET: z.string().min(16).optional(),
  SLACK_STATE_SECRET: z.string().min(32, "has at least 32 characters").optional(),
  SLACK_PUBLIC_URL: z.url().optional(),
  SLUICE_KEYS: z.string().optional(),
  SLUICE_KEYS_FILE: z.string().optional(),
  /** Socket Mode, the default: no address of ours has to be reachable. */
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, "begins with xapp-")
    .optional(),
  /** Or signed requests to SLACK_PORT. */
  SLACK_SIGNING_SECRET: z.string().min(16).optional(),
  SLACK_PORT: z.coerce.number().int().min(0).max(65_535).default(3_100),
  /** Health and metrics; 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Id of the channel where campaigns are approved. */
  SLACK_CHANNEL: z
    .string()
    .regex(/^[CG][A-Z0-9]+$/, "is the id of a channel, for example C0123456789")
    .optional(),
  /** Id of the user group that approves. Left out: every full member may approve what others wrote. */
  SLACK_APPROVERS: z
    .string()
    .regex(/^S[A-Z0-9]+$/, "is the id of a user group, for example S0123456789")
    .optional(),
  /** Where the API listens, as people reach it: cards lead there. */
  SLUICE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** A launch or a cancel of more recipients asks for the campaign's name. */
  SLACK_TYPE_NAME_OVER: z.coerce.number().int().min(0).default(100_000),
  /** Another address than Slack's, for trying it out. */
  SLACK_API_URL: z.url().optional(),
});

export interface BotConfig {
  databaseUrl: string;
  natsUrl: string;
  natsReplicas: number;
  /** Of health and metrics. */
  port: number;
  host: string;
  installs: Installs;
  transport: { kind: "socket"; appToken: string } | { kind: "http"; signingSecret: string; port: number };
  slackApiUrl: string | undefined;
  typeNameOver: number;
  apiUrl: string | null;
}

/** Where the bot works: in one Slack workspace, by its token, or in all that the operator links and that install it. */
export type Installs = OneInstall | ManyInstalls;

export interface OneInstall {
  kind: "one";
  botToken: string;
  workspaceId: WorkspaceId;
  channelId: string;
  approvers: string | null;
}

export interface ManyInstalls {
  kind: "many";
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  /** Under which Slack and browsers reach us, without a slash at its end. */
  publicUrl: string;
  keys: KeySource;
}

/** @throws Error that names every variable that is missing or wrong, without its value. */
export function resolveConfig(env: NodeJS.ProcessEnv = process.env): BotConfig {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(`the environment is not complete: ${problems.join("; ")}`);
  }
  const given = parsed.data;
  return {
    databaseUrl: given.DATABASE_URL,
    natsUrl: given.NATS_URL,
    natsReplicas: given.SLUICE_NATS_REPLICAS,
    port: given.PORT,
    host: given.HOST,
    installs: installsOf(given),
    transport: transportOf(given),
    slackApiUrl: given.SLACK_API_URL,
    typeNameOver: given.SLACK_TYPE_NAME_OVER,
    apiUrl: given.SLUICE_API_URL ?? null,
  };
}

type Given = z.infer<typeof Environment>;

function installsOf(given: Given): Installs {
  if (given.SLACK_CLIENT_ID !== undefined) return manyInstalls(given);
  const one = {
    botToken: given.SLACK_BOT_TOKEN,
    channelId: given.SLACK_CHANNEL,
    workspaceId: given.SLUICE_WORKSPACE,
    approvers: given.SLACK_APPROVERS ?? null,
  };
  return { kind: "one", ...complete(one, { botToken: "SLACK_BOT_TOKEN", channelId: "SLACK_CHANNEL" }) };
}

function manyInstalls(given: Given): Installs {
  if (given.SLACK_BOT_TOKEN !== undefined)
    throw incomplete("give SLACK_BOT_TOKEN for one Slack workspace or SLACK_CLIENT_ID for many, not both");
  if (given.SLACK_APP_TOKEN !== undefined || given.SLACK_SIGNING_SECRET === undefined)
    throw incomplete(
      "many Slack workspaces come over signed requests: SLACK_SIGNING_SECRET, without SLACK_APP_TOKEN",
    );
  const many = {
    clientId: given.SLACK_CLIENT_ID,
    clientSecret: given.SLACK_CLIENT_SECRET,
    stateSecret: given.SLACK_STATE_SECRET,
    publicUrl: given.SLACK_PUBLIC_URL?.replace(/\/+$/, ""),
    keys: { keys: given.SLUICE_KEYS, keysFile: given.SLUICE_KEYS_FILE },
  };
  const names = {
    clientId: "SLACK_CLIENT_ID",
    clientSecret: "SLACK_CLIENT_SECRET",
    stateSecret: "SLACK_STATE_SECRET",
    publicUrl: "SLACK_PUBLIC_URL",
  };
  return { kind: "many", ...complete(many, names) };
}

type Complete<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** @throws Error that names the variables of what is missing */
function complete<T extends object>(
  values: T,
  names: Readonly<Partial<Record<keyof T, string>>>,
): Complete<T> {
  const missing = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [names[key as keyof T] ?? key] : [],
  );
  if (missing.length > 0)
    throw incomplete(`${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`);
  return values as Complete<T>; // just checked
}

const incomplete = (what: string): Error => new Error(`the environment is not complete: ${what}`);

function transportOf(given: Given): BotConfig["transport"] {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_PORT: port } = given;
  if (appToken !== undefined) return { kind: "socket", appToken };
  if (signingSecret !== undefined) return { kind: "http", signingSecret, port };
  throw incomplete("give SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for signed requests");
}

/** For the log: no secret. */
export const describeConfig = ({ transport, installs }: BotConfig) => ({
  transport: transport.kind,
  ...(installs.kind === "one"
    ? { workspaceId: installs.workspaceId, channelId: installs.channelId }
    : { installAt: `${installs.publicUrl}/slack/install` }),
});
