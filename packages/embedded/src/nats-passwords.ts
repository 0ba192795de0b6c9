// Who may connect to the embedded nats-server: the operator, the dashboard, and one user for each app.
// Passwords are generated once, in files that only their owner may read.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedError } from "./embedded-error.ts";
import { generatedSecret } from "./generated-secret.ts";
import type { NatsRights, NatsUser } from "./nats-users.ts";

export interface NatsUsers {
  operator: NatsUser;
  dashboard: NatsUser;
  apps: readonly NatsUser[];
}

interface Wanted {
  /** Of the operator. */
  password?: string;
  users?: Readonly<Record<string, NatsRights>>;
  dashboardSubjects?: readonly string[];
}

const USER_NAME = /^[a-z][a-z0-9_]*$/;

export async function natsUsers(folder: string, wanted: Wanted): Promise<NatsUsers> {
  const { users = {}, dashboardSubjects = ["metrics.>"] } = wanted;
  return {
    operator: {
      user: "sluice",
      password: wanted.password ?? (await generatedSecret(join(folder, "password"))),
    },
    dashboard: {
      user: "dashboard",
      password: await generatedSecret(join(folder, "dashboard-password")),
      rights: { publish: [], subscribe: dashboardSubjects },
      isWebSocketOnly: true,
    },
    apps: await Promise.all(Object.entries(users).map(([user, rights]) => appUser(folder, user, rights))),
  };
}

async function appUser(folder: string, user: string, rights: NatsRights): Promise<NatsUser> {
  if (!USER_NAME.test(user)) throw noSuchUser(user);
  const passwords = join(folder, "users");
  await mkdir(passwords, { recursive: true, mode: 0o700 });
  return { user, password: await generatedSecret(join(passwords, user)), rights };
}

/** @throws EmbeddedError NO_SUCH_USER */
export function userNamed({ apps }: NatsUsers, name: string): NatsUser {
  const found = apps.find(({ user }) => user === name);
  if (found === undefined) throw noSuchUser(name);
  return found;
}

const noSuchUser = (name: string): EmbeddedError =>
  new EmbeddedError(
    "NO_SUCH_USER",
    `"${name}" is no user here; name it in \`users\`, in lower-case letters, digits and _.`,
  );
