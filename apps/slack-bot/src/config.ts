// Everything the environment says, resolved once. Only this file reads it.
import { WorkspaceId } from "@sluice/schema";
import { z } from "zod";

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  NATS_URL: z.string().min(1),
  SLUICE_NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  /** The workspace whose campaigns are written and approved in this Slack. */
  SLUICE_WORKSPACE: WorkspaceId.default("local"),
  SLACK_BOT_TOKEN: z.string().regex(/^xoxb-/, "begins with xoxb-"),
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
  SLACK_CHANNEL: z.string().regex(/^[CG][A-Z0-9]+$/, "is the id of a channel, for example C0123456789"),
  /** Id of the user group that approves. Left out: every full member may approve what others wrote. */
  SLACK_APPROVERS: z
    .string()
    .regex(/^S[A-Z0-9]+$/, "is the id of a user group, for example S0123456789")
    .optional(),
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
}

/** Where the bot works: in one Slack workspace, by its token. */
export interface Installs {
  kind: "one";
  botToken: string;
  workspaceId: WorkspaceId;
  channelId: string;
  approvers: string | null;
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
    installs: {
      kind: "one",
      workspaceId: given.SLUICE_WORKSPACE,
      botToken: given.SLACK_BOT_TOKEN,
      channelId: given.SLACK_CHANNEL,
      approvers: given.SLACK_APPROVERS ?? null,
    },
    transport: transportOf(given),
    slackApiUrl: given.SLACK_API_URL,
  };
}

function transportOf(given: z.infer<typeof Environment>): BotConfig["transport"] {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_PORT: port } = given;
  if (appToken !== undefined) return { kind: "socket", appToken };
  if (signingSecret !== undefined) return { kind: "http", signingSecret, port };
  throw new Error(
    "the environment is not complete: give SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for signed requests",
  );
}

/** For the log: no secret. */
export const describeConfig = ({ transport, installs }: BotConfig) => ({
  transport: transport.kind,
  workspaceId: installs.workspaceId,
  channelId: installs.channelId,
});
