// `sluice prepare`: what the apps find in servers of somebody's own. Afterwards no app needs an owner's rights.
import { natsHosts } from "@sluice/bus";
import { migrate, openStore } from "@sluice/store";
import { Command } from "commander";
import { badInput, failed } from "../cli-error.ts";
import { prepareStreams } from "../stack/prepare-streams.ts";
import { roleFinding } from "../stack/rights-findings.ts";
import { type CommandContext, examples } from "./command-context.ts";

const MOST_REPLICAS = 5;

export function prepareCommand({ config, reporter }: CommandContext): Command {
  return new Command("prepare")
    .summary("make tables, rights and streams in servers of your own")
    .description(
      "Brings the tables of DATABASE_URL up to date, as their owner, and makes the streams of NATS_URL, as the operator's user.\n" +
        "Of only one of the two it prepares that one. Starts nothing; done again it changes nothing. Before the first start, and\n" +
        "before the apps of a new version: each app then needs its own user and role, and nothing else.",
    )
    .addHelpText(
      "after",
      examples(
        "DATABASE_URL=postgres://sluice:secret@db/sluice NATS_URL=nats://sluice:secret@nats-1:4222 SLUICE_NATS_REPLICAS=3 sluice prepare",
      ),
    )
    .action(async () => {
      const { DATABASE_URL: databaseUrl, NATS_URL: natsUrl, SLUICE_NATS_REPLICAS: replicas } = config.env;
      if (!databaseUrl && !natsUrl)
        throw badInput("Set DATABASE_URL, NATS_URL or both: there is nothing to prepare.");
      if (databaseUrl) await prepareTables(databaseUrl, reporter.say);
      if (natsUrl) await prepareOnNats(natsUrl, replicas, reporter.say);
    });
}

async function prepareTables(databaseUrl: string, say: (text: string) => void): Promise<void> {
  const store = openStore({ databaseUrl, applicationName: "sluice-prepare", maxConnections: 2 });
  try {
    await migrate(store);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failed(`The database cannot be prepared: ${reason}.`, cause);
  } finally {
    await store.close();
  }
  say("Tables are up to date.");
  const { detail, advice } = await roleFinding(databaseUrl);
  say(advice === undefined ? `Roles: ${detail}.` : `Roles: ${detail}. ${advice}`);
}

async function prepareOnNats(
  natsUrl: string,
  text: string | undefined,
  say: (text: string) => void,
): Promise<void> {
  const replicas = Number(text ?? 1);
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > MOST_REPLICAS)
    throw badInput(`SLUICE_NATS_REPLICAS is a whole number from 1 to ${MOST_REPLICAS}.`);
  await prepareStreams(natsUrl, replicas);
  say(`Streams are there on ${natsHosts(natsUrl)}.`);
}
