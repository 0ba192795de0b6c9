// Where each app finds NATS and Postgres. Embedded servers give every app a user of its own, with least rights; servers
// that the operator runs are used as NATS_URL and DATABASE_URL say (docs/operations.md: one user for each app there too).
import { NATS_APPS, type NatsApp, natsRights, type NatsRights, natsUser } from "@sluice/bus";
import type { StartedServers } from "@sluice/embedded";
import { APP_ROLES, type AppName } from "@sluice/store";

/** With credentials; keep them out of logs. */
export interface AppAddresses {
  natsUrl: Readonly<Record<NatsApp, string>>;
  /** Not for delivery, which knows no database. */
  databaseUrl: Readonly<Record<AppName, string>>;
  /** Where else our own nats-server listens, without credentials: its monitoring says who sends what. */
  natsOpenUrls: readonly string[];
}

/** Of the embedded nats-server, beside the operator's own. */
export const appUsers = (): Record<string, NatsRights> =>
  Object.fromEntries(NATS_APPS.map((app) => [natsUser(app), natsRights(app)]));

/** Needs the tables: they come with the roles. */
export async function appAddresses(servers: StartedServers): Promise<AppAddresses> {
  const { nats, postgres } = servers;
  const natsUrls = NATS_APPS.map((app) => [app, nats?.urlOf(natsUser(app)) ?? servers.natsUrl] as const);
  const { pathname } = new URL(servers.databaseUrl);
  const databaseUrls = await Promise.all(
    Object.entries(APP_ROLES).map(async ([app, role]) => {
      const ownUrl = await postgres?.loginAs(role, pathname.slice(1));
      return [app, ownUrl ?? servers.databaseUrl] as const;
    }),
  );
  return {
    natsUrl: Object.fromEntries(natsUrls) as Record<NatsApp, string>,
    databaseUrl: Object.fromEntries(databaseUrls) as Record<AppName, string>,
    natsOpenUrls: nats === undefined ? [] : [nats.monitoringUrl, nats.websocketUrl],
  };
}
