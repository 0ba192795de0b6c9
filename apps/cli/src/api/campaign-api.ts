// What the API can do with campaigns, typed; one method for each request.
import {
  Campaign,
  CampaignId,
  Preview,
  type RunId,
  RunStats,
  type StatusAction,
  TestResult,
  type TriggeredSend,
} from "@sluice/schema";
import { z } from "zod";
import type { ApiClient } from "./api-client.ts";
import { AttemptPage, type AttemptQuery, attemptQueryText } from "./attempt-page.ts";

const Created = z.looseObject({ id: CampaignId });
const Problems = z.array(z.object({ field: z.string(), issue: z.string() }));
const Validation = z.object({ valid: z.boolean(), errors: Problems, cannot_be_sent_yet: Problems });
export type Validation = z.infer<typeof Validation>;

const CampaignDiff = z.object({
  from: z.int().nullable(),
  to: z.int(),
  changes: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  is_cut: z.boolean(),
});
export type CampaignDiff = z.infer<typeof CampaignDiff>;
export interface DiffRange {
  from?: number | undefined;
  to?: number | undefined;
}

const Campaigns = z.looseObject({ campaigns: z.array(z.unknown()) });
const DeadLetterPage = z.object({
  dead_letters: z.array(z.looseObject({ user_id: z.string() })),
  /** What the next page begins after; null at the end. */
  next: z.string().nullable(),
});
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;
const Replayed = z.object({ replayed: z.int() });

const TriggeredAnswer = z.looseObject({ campaign_id: CampaignId, send_id: z.string() });
export type TriggeredAnswer = z.infer<typeof TriggeredAnswer>;

const DEAD_LETTERS_PER_PAGE = 1_000;

export interface DeadLetterQuery {
  /** Left out: the last run. */
  runId?: RunId | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
}

/** Values in place of the users' own. */
interface StandIns {
  user_attributes?: Record<string, string> | undefined;
  event_attributes?: Record<string, string> | undefined;
}

export interface CampaignApi {
  create(definition: unknown): Promise<CampaignId>;
  edit(id: CampaignId, patch: unknown): Promise<void>;
  get(id: CampaignId): Promise<Campaign>;
  versions(id: CampaignId): Promise<unknown>;
  /** What changed between two versions; by default from the one approved last to the newest. */
  diff(id: CampaignId, range: DiffRange): Promise<CampaignDiff>;
  audit(id: CampaignId): Promise<unknown>;
  validate(id: CampaignId): Promise<Validation>;
  submit(id: CampaignId): Promise<void>;
  archive(id: CampaignId): Promise<void>;
  unarchive(id: CampaignId): Promise<void>;
  approve(id: CampaignId, comment?: string): Promise<void>;
  reject(id: CampaignId, comment: string): Promise<void>;
  requestChanges(id: CampaignId, comment: string): Promise<void>;
  setStatus(id: CampaignId, action: StatusAction): Promise<void>;
  /** Of a campaign that is being sent. */
  setLimit(id: CampaignId, requestsPerMinute: number): Promise<void>;
  /** Of one of its runs; without one, of the last. */
  stats(id: CampaignId, runId?: RunId): Promise<RunStats>;
  /** Newest first. */
  list(limit: number): Promise<unknown[]>;
  deadLetters(id: CampaignId, page: DeadLetterQuery): Promise<DeadLetterPage>;
  replay(id: CampaignId, runId?: RunId): Promise<{ replayed: number }>;
  /** To one user, with values of its own. The send is durable when this resolves. */
  trigger(id: CampaignId, send: z.input<typeof TriggeredSend>): Promise<TriggeredAnswer>;
  /** To these users, for real, marked as a test. */
  test(id: CampaignId, test: StandIns & { users: readonly string[] }): Promise<TestResult>;
  /** Of the campaign as it stands, for one user. */
  preview(id: CampaignId, preview: StandIns & { user: string }): Promise<Preview>;
  attempts(id: CampaignId, query: AttemptQuery): Promise<AttemptPage>;
}

export function campaignApi(client: ApiClient): CampaignApi {
  const at = (id: CampaignId, action = ""): string =>
    `/v5/campaigns/${id}${action === "" ? "" : `/${action}`}`;
  const act = async (id: CampaignId, action: string, body: object = {}): Promise<void> => {
    await client.call(z.unknown(), "POST", at(id, action), body);
  };
  return {
    create: async (definition) => (await client.call(Created, "POST", "/v5/campaigns", definition)).id,
    edit: async (id, patch) => {
      await client.call(z.unknown(), "PATCH", at(id), patch);
    },
    versions: (id) => client.call(z.unknown(), "GET", at(id, "versions")),
    diff: (id, { from, to }) => {
      const query = Object.entries({ from, to }).flatMap(([name, version]) =>
        version === undefined ? [] : [`${name}=${version}`],
      );
      return client.call(CampaignDiff, "GET", at(id, `diff?${query.join("&")}`));
    },
    archive: (id) => act(id, "archive"),
    unarchive: (id) => act(id, "unarchive"),
    audit: (id) => client.call(z.unknown(), "GET", at(id, "audit")),
    get: (id) => client.call(Campaign, "GET", at(id)),
    validate: (id) => client.call(Validation, "POST", at(id, "validate"), {}),
    submit: (id) => act(id, "submit"),
    approve: (id, comment) => act(id, "approve", comment === undefined ? {} : { comment }),
    reject: (id, comment) => act(id, "reject", { comment }),
    requestChanges: (id, comment) => act(id, "request-changes", { comment }),
    setStatus: async (id, action) => {
      await client.call(z.unknown(), "PATCH", at(id, "status"), { action });
    },
    setLimit: async (id, campaign_throttle_rpm) => {
      await client.call(z.unknown(), "PUT", at(id, "limit"), { campaign_throttle_rpm });
    },
    stats: (id, runId) => client.call(RunStats, "GET", at(id, `stats?${queryText({ run_id: runId })}`)),
    list: async (limit) => (await client.call(Campaigns, "GET", `/v5/campaigns?limit=${limit}`)).campaigns,
    deadLetters: (id, { runId, after }) => {
      const query = queryText({ limit: String(DEAD_LETTERS_PER_PAGE), run_id: runId, after });
      return client.call(DeadLetterPage, "GET", at(id, `dead-letters?${query}`));
    },
    attempts: (id, query) => client.call(AttemptPage, "GET", at(id, `attempts?${attemptQueryText(query)}`)),
    trigger: (id, send) => client.call(TriggeredAnswer, "POST", at(id, "send"), send),
    test: (id, { users, ...personalization_details }) =>
      client.call(TestResult, "POST", "/v5/campaigns/test", {
        draft_id: id,
        personalization_details,
        test_campaign_meta: { identifier: "USER_ATTRIBUTE_UNIQUE_ID", identifier_values: users },
      }),
    preview: async (id, { user, ...standIns }) => {
      const { channel, campaign_content } = await client.call(Campaign, "GET", at(id));
      return client.call(Preview, "POST", "/v5/personalization/preview", {
        channel,
        campaign_content: campaign_content ?? {},
        user_identification: { type: "USER_ATTRIBUTE_UNIQUE_ID", value: user },
        ...standIns,
      });
    },
    replay: (id, runId) =>
      client.call(
        Replayed,
        "POST",
        at(id, "dead-letters/replay"),
        runId === undefined ? {} : { run_id: runId },
      ),
  };
}

/** Of what is given. */
function queryText(given: Readonly<Record<string, string | undefined>>): string {
  const fields = Object.entries(given).filter((field): field is [string, string] => field[1] !== undefined);
  return new URLSearchParams(fields).toString();
}
