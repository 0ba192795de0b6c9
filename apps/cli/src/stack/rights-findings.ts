// What `sluice doctor` says of rights: whether each app works as a role and a user of its own.
import { NATS_APPS, natsUser } from "@sluice/bus";
import { APP_ROLES, canWorkAs, openStore, type Store } from "@sluice/store";
import type { Finding } from "./finding.ts";

export function natsRightsFinding(natsUrl: string | undefined): Finding {
  const name = "NATS users";
  if (!natsUrl) return { name, state: "ok", detail: "each app has its own, with the rights that it needs" };
  const user = userOf(natsUrl);
  if (NATS_APPS.some((app) => natsUser(app) === user))
    return { name, state: "ok", detail: `NATS_URL logs in as ${user}, with the rights of that app` };
  const detail =
    user === ""
      ? "NATS_URL names no user: whoever reaches the server may do everything"
      : `NATS_URL logs in as ${user}: apps that are given it share one user, who may do everything`;
  const advice = "Give each app a user of its own: sluice nats-config prints them.";
  return { name, state: "note", detail, advice };
}

/** Of the first address that names one; it counts for all. */
const userOf = (natsUrl: string): string =>
  natsUrl
    .split(",")
    .map((url) => URL.parse(url.trim())?.username ?? "")
    .find((user) => user !== "") ?? "";

/** Asks the database only when somebody else runs it; says nothing of one that does not answer. */
export async function roleFinding(databaseUrl: string | undefined): Promise<Finding> {
  const name = "tenancy";
  if (!databaseUrl)
    return { name, state: "ok", detail: "each app has its own role; the API sees one workspace at a time" };
  const store = openStore({ databaseUrl, applicationName: "sluice-doctor", maxConnections: 1 });
  try {
    const roles = Object.values(APP_ROLES);
    const missing: string[] = [];
    for (const role of roles) if (!(await canWorkAs(store.pool, role))) missing.push(role);
    if (missing.length === 0)
      return {
        name,
        state: "ok",
        detail: "each app works as its own role; the API sees one workspace at a time",
      };
    if (await canLogIn(store.pool, missing))
      return {
        name,
        state: "ok",
        detail:
          "the roles are there for apps that log in as them; who is given this DATABASE_URL has all its rights",
      };
    const detail = `no ${missing.join(", ")}: those apps work with all rights of DATABASE_URL`;
    const advice =
      "Start once with an owner that may create roles (sluice_ledger also needs BYPASSRLS, from a superuser). " +
      "Without them only the statements keep workspaces apart.";
    return { name, state: "note", detail, advice };
  } catch {
    return {
      name,
      state: "note",
      detail: "the database does not answer; it is not known whether the roles are there",
    };
  } finally {
    await store.close();
  }
}

/** Roles that an operator made, each with a login of its own. */
async function canLogIn(pool: Store["pool"], roles: readonly string[]): Promise<boolean> {
  const { rows } = await pool.query<{ can: boolean }>(
    `select count(*) = $2 as can from pg_roles
     where rolname = any($1) and rolcanlogin and (rolbypassrls or rolname <> $3)`,
    [roles, roles.length, APP_ROLES.ledger],
  );
  return rows[0]?.can === true;
}
