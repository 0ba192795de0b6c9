// `sluice nats-config`: the users of a nats-server that somebody else runs, ready for its configuration.
import { randomBytes } from "node:crypto";
import { DASHBOARD_RIGHTS, NATS_APPS, natsRights, natsUser } from "@sluice/bus";
import { natsAuthorization, type NatsUser } from "@sluice/embedded";
import { Command } from "commander";
import { type CommandContext, examples } from "./command-context.ts";

const PASSWORD_BYTES = 24;

export function natsConfigCommand({ print }: CommandContext): Command {
  return new Command("nats-config")
    .summary("print the users that a nats-server of your own needs")
    .description(
      "Prints a block `authorization {}` for nats-server: the operator's user, one for each app with least rights, and the\n" +
        "dashboard's. Passwords are new with every call: keep the output where nobody else reads it. `sluice up` with the\n" +
        "operator's user in NATS_URL makes the streams; then each app runs with its own user in NATS_URL.",
    )
    .addHelpText("after", examples("sluice nats-config > sluice-users.conf"))
    .action(() => print(natsAuthorization(users())));
}

function users(): NatsUser[] {
  const password = (): string => randomBytes(PASSWORD_BYTES).toString("base64url");
  return [
    { user: "sluice", password: password() },
    { user: "dashboard", password: password(), rights: DASHBOARD_RIGHTS, isWebSocketOnly: true },
    ...NATS_APPS.map((app) => ({ user: natsUser(app), password: password(), rights: natsRights(app) })),
  ];
}
