// What the role of each app may do with each table. Everything else is refused by Postgres, whatever our code says.
//
//   T1. Only `sluice_api` serves strangers: it sees the rows of one workspace at a time (protect-tables.ts).
//   T2. Planner and ledger work for all workspaces, each on its own tables.
//   T3. A table that is not listed is open to all three for reading and writing rows: list it as soon as it is known who
//       needs what. Its rows are protected like all others.

/** The app that opens the database, and the role in Postgres that it works as. */
export const APP_ROLES = { api: "sluice_api", planner: "sluice_planner", ledger: "sluice_ledger" } as const;
export type AppName = keyof typeof APP_ROLES;
export type AppRole = (typeof APP_ROLES)[AppName];

type Rights = Partial<Record<AppName, string>>;

const READ = "select";
const READ_AND_ADD = "select, insert";
const NO_DELETE = "select, insert, update";
const ALL = "select, insert, update, delete";

const TABLE_RIGHTS: Readonly<Record<string, Rights>> = {
  workspaces: { api: "select, update (requests_per_minute, settings)", planner: READ, ledger: READ },
  origin_limits: { api: ALL, planner: READ, ledger: READ },
  api_keys: { api: ALL },
  users: { api: ALL, planner: READ },
  devices: { api: ALL, planner: READ },
  // The API moves the events of a merged user, and removes those of a deleted one.
  user_events: { api: "select, update, delete", planner: READ, ledger: ALL },
  file_imports: { api: ALL },
  refused_elements: { api: ALL },
  campaigns: { api: NO_DELETE, planner: "select, update", ledger: "select, update" },
  campaign_versions: { api: READ_AND_ADD },
  campaign_reachability: { api: NO_DELETE },
  // The planner voids those of a request that expired.
  approvals: { api: NO_DELETE, planner: "select, update (voided_at)" },
  audit_log: { api: READ_AND_ADD, planner: READ_AND_ADD, ledger: READ_AND_ADD },
  runs: { api: NO_DELETE, planner: NO_DELETE, ledger: "select, update" },
  segments: { api: NO_DELETE, planner: READ },
  segment_members: { api: ALL, planner: READ },
  segment_loads: { api: ALL },
  segment_load_values: { api: ALL },
  run_totals: { api: NO_DELETE, planner: NO_DELETE, ledger: NO_DELETE },
  run_batches: { api: NO_DELETE, planner: NO_DELETE, ledger: ALL },
  retries: { api: READ_AND_ADD, planner: READ, ledger: ALL },
  deliveries: { api: "select, delete", planner: READ, ledger: ALL },
  send_requests: { api: READ_AND_ADD, ledger: ALL },
  // The API counts triggered sends, the planner recipients; the ledger gives places back and removes what is old.
  counted_messages: { api: READ_AND_ADD, planner: READ_AND_ADD, ledger: "select, delete" },
  attempt_log: { api: READ, ledger: READ_AND_ADD },
  ledger_position: { ledger: NO_DELETE },
  authorization_configurations: { api: ALL, planner: "select, update" },
  signing_secrets: { api: ALL, planner: NO_DELETE },
  idempotency_keys: { api: ALL, ledger: "select, delete" },
  campaign_requests: { api: NO_DELETE, ledger: "select, delete" },
  quota_settings: { api: NO_DELETE },
  quota_windows: { api: NO_DELETE },
  workspace_stops: { api: NO_DELETE, planner: READ },
  slack_cards: { api: ALL },
  slack_handled: { api: ALL },
  // Links are the operator's; the bot keeps what Slack gave it.
  slack_installations: {
    api: "select, update (sealed, team_name, version, installed_at)",
    planner: "select, update (sealed)",
  },
  kysely_migration: { api: READ, planner: READ, ledger: READ },
  kysely_migration_lock: {},
  protected_tables: { api: READ, planner: READ, ledger: READ },
};

/** The functions that work as the owner of the tables, and the only app that may call each. */
export const FUNCTION_RIGHTS: Readonly<Record<string, AppName>> = {
  "add_attempt_partition(timestamptz, timestamptz)": "ledger",
  "drop_attempt_partition(text)": "ledger",
  "end_attempt_partition(text, timestamptz)": "ledger",
  "claim_segment_load(interval)": "api",
  "slack_installation(text)": "api",
  "installed_slack_teams(integer)": "api",
  "add_event_partition(timestamptz, timestamptz)": "ledger",
  "drop_event_partition(text)": "ledger",
  "end_event_partition(text, timestamptz)": "ledger",
};

export const rightsOn = (table: string): Rights =>
  TABLE_RIGHTS[table] ?? { api: ALL, planner: ALL, ledger: ALL };
