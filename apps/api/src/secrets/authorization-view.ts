// A configuration as people see it: of its settings only what is no secret.
import { X509Certificate } from "node:crypto";
import { AuthorizationSettings, type AuthorizationShown, type AuthorizationView } from "@sluice/schema";
import type { StoredAuthorization } from "@sluice/store";
import { type Vault, VaultError } from "@sluice/vault";

export type Opening = Pick<Vault, "open">;

export const toView = (row: StoredAuthorization, vault: Opening): AuthorizationView => ({
  workspace_id: row.workspace_id,
  id: row.configuration_id,
  name: row.name,
  type: row.type,
  status: row.status,
  status_reason: row.status_reason,
  version: row.version,
  shown: shownOf(row, vault),
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

/** @throws VaultError */
export function openSettings(row: StoredAuthorization, vault: Opening): AuthorizationSettings {
  return AuthorizationSettings.parse(JSON.parse(vault.open(row.sealed, sealedFor(row))));
}

export const sealedFor = (row: Pick<StoredAuthorization, "workspace_id" | "configuration_id" | "version">) =>
  ({
    workspaceId: row.workspace_id,
    kind: "authorization",
    id: row.configuration_id,
    version: row.version,
  }) as const;

function shownOf(row: StoredAuthorization, vault: Opening): AuthorizationShown | null {
  try {
    return withoutSecrets(openSettings(row, vault));
  } catch (error) {
    if (error instanceof VaultError) return null; // sealed with a key that is not here: the list is shown all the same
    throw error;
  }
}

function withoutSecrets(settings: AuthorizationSettings): AuthorizationShown {
  switch (settings.type) {
    case "OAUTH2": {
      const { type, token_type, prefix, reattempt_error_codes } = settings;
      return {
        type,
        token_type,
        token_origin: new URL(settings.request.url).origin,
        prefix,
        reattempt_error_codes,
      };
    }
    case "BASIC":
      return { type: settings.type, username: settings.username };
    case "STATIC_HEADERS":
      return { type: settings.type, header_names: settings.headers.map(({ key }) => key) };
    case "MUTUAL_TLS": {
      const { subject, validToDate } = new X509Certificate(settings.certificate_pem);
      return {
        type: settings.type,
        subject: subject.replaceAll("\n", ", "),
        ends_at: validToDate.toISOString(),
      };
    }
    default:
      return settings satisfies never;
  }
}
