// What `sluice doctor` says of rights: whether each app works as a role and a user of its own.
import { APP_ROLES, canWorkAs, openStore } from "@sluice/store";
import type { Finding } from "./finding.ts";

const UNLIMITED = "the apps share the user of NATS_URL";

export function natsRightsFinding(natsUrl: string | undefined): Finding {
  const name = "NATS users";
  if (!natsUrl) return { name, state: "ok", detail: "each app has its own, with the rights that it needs" };
  const advice = "Give each app a user of its own: sluice nats-config prints them.";
  return { name, state: "note", detail: UNLIMITED, advice };
}

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
