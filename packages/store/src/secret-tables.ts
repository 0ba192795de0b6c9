// What is sealed, as TypeScript sees them beside database.ts.
import type { Instant, NullableInstant } from "./column-types.ts";

export interface SecretTables {
  authorization_configurations: AuthorizationConfigurationsTable;
  signing_secrets: SigningSecretsTable;
}

interface AuthorizationConfigurationsTable {
  workspace_id: string;
  configuration_id: string;
  name: string;
  type: string;
  status: string;
  status_reason: string | null;
  version: number;
  sealed: string;
  header_names: string[];
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
}

interface SigningSecretsTable {
  workspace_id: string;
  secret_id: string;
  sealed: string;
  created_at: Instant;
  retires_at: NullableInstant;
}
