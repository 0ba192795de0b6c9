// Test sends: content that nobody has approved yet, to a few people who are named, so that its author sees what arrives.
//
//   T1. At most MAX_TEST_REQUESTS requests a call, and TESTS_PER_MINUTE a minute for the workspace, less where a cap of the
//       workspace or the origin is lower. It is no way around an approval.
//   T2. It stands in the audit log before the first request leaves; it is in no run, no figure and no attempt log.
//   T3. An endpoint that is slow holds a test for DEADLINE_MS; who was not sent to by then is told so.
//   T4. Nobody is sent to whom the workspace's policy does not name, and nobody at all while the workspace is stopped.
import { previewConnector, type PreviewOptions } from "@sluice/content";
import { type Connector, connectorOrigin, MAX_TEST_REQUESTS, mintUuidV7 } from "@sluice/schema";
import type { RunId, TestRecipient, TestResult, TestSend } from "@sluice/schema";
import { assertMayTest, workspaceLimits } from "@sluice/campaigns";
import { ApiError } from "../api-error.ts";
import type { PlacedContent } from "./contents-of.ts";
import { findPeople, type Person } from "./find-people.ts";
import { inParallel } from "./in-parallel.ts";
import { NoProofError, type OpenedProof, openProof } from "./open-proof.ts";
import { sendTestRequest } from "./send-test-request.ts";
import { messagesOf, testMessage } from "./test-messages.ts";
import { testResult, unknownPerson } from "./test-outcome.ts";
import type { Tester, TestPorts } from "./test-ports.ts";
import { testSubject, type TestSubject } from "./test-subject.ts";

const TESTS_PER_MINUTE = 120;
const REQUESTS_AT_A_TIME = 10;
/** Below the time that a handler has. */
const DEADLINE_MS = 25_000;
/** As long as a provider of access tokens may take. */
const OPENING_MS = 10_000;
const TOO_LATE = "not sent: what came before it took too long; test with fewer people or contents";

interface ConnectorContent extends Omit<PlacedContent, "content"> {
  connector: Connector;
}

export class TestDesk {
  readonly #ports: TestPorts;

  constructor(ports: TestPorts) {
    this.#ports = ports;
  }

  /** @throws ApiError 400, 429; CampaignError when the campaign is not there. */
  async test(tester: Tester, test: TestSend): Promise<TestResult> {
    const subject = await testSubject(this.#ports, tester, test);
    const { test_campaign_meta: meta, personalization_details: standIns = {} } = test;
    const people = await findPeople(this.#ports, tester.workspaceId, meta, standIns);
    await assertMayTest(this.#ports.campaigns, {
      workspaceId: tester.workspaceId,
      userIds: people.map(({ identifier, values }) => values?.userId ?? identifier),
    }); // T4
    const requestCount = subject.contents.length * people.length;
    if (requestCount > MAX_TEST_REQUESTS) throw tooMany(requestCount);
    const detail = {
      channel: subject.channel,
      ...(subject.contentHash !== null && { content_hash: subject.contentHash }),
      identifier: meta.identifier,
      people: people.length,
      requests: requestCount,
    };
    if (subject.channel !== "CONNECTOR") {
      await this.#ports.record(tester, { campaignId: subject.campaignId, detail }); // T2
      return this.#messages(subject, people, meta.platform);
    }
    const connectors = subject.contents.flatMap(connectorContent);
    await this.#takeRequests(tester, connectors, requestCount);
    const [origin = null] = connectors.map(({ connector }) => originOf(connector));
    await this.#ports.record(tester, { campaignId: subject.campaignId, detail: { ...detail, origin } }); // T2
    return this.#connectors(tester, subject, connectors, people);
  }

  #messages(
    subject: TestSubject,
    people: readonly Person[],
    platform: TestSend["test_campaign_meta"]["platform"],
  ): TestResult {
    const options = this.#optionsOf(subject);
    const byKey = new Map<string, TestRecipient[]>();
    for (const message of subject.contents.flatMap((placed) => messagesOf(placed, platform))) {
      const { locale, variation } = message.placed;
      byKey.set(
        `${message.platform}_${locale}_${variation}`,
        people.map((person) => testMessage(message, person, options)),
      );
    }
    return testResult(byKey);
  }

  async #connectors(
    { workspaceId }: Tester,
    subject: TestSubject,
    connectors: readonly ConnectorContent[],
    people: readonly Person[],
  ): Promise<TestResult> {
    const endsAtMs = this.#ports.monotonicMs() + DEADLINE_MS; // T3
    const options = this.#optionsOf(subject);
    const byKey = new Map<string, TestRecipient[]>();
    for (const content of connectors) {
      const opened = await this.#open(workspaceId, content.connector, endsAtMs);
      const testId = mintUuidV7(this.#ports.nowMs(), this.#ports.randomBytes(10));
      const recipients = await inParallel(people, REQUESTS_AT_A_TIME, (person) =>
        this.#send(content, person, { opened, testId, endsAtMs, options }),
      );
      byKey.set(`CONNECTOR_${content.locale}_${content.variation}`, recipients);
    }
    return testResult(byKey);
  }

  async #send(
    { connector, field }: ConnectorContent,
    { identifier, values }: Person,
    { opened, testId, endsAtMs, options }: Sending,
  ): Promise<TestRecipient> {
    if (values === null) return unknownPerson(identifier);
    const recipient = { identifier, user_id: values.userId };
    const failed = (failure_reason: string): TestRecipient => ({
      ...recipient,
      status: "FAILED",
      failure_reason,
    });
    const { request: rendered, problems } = previewConnector(connector, field, values, options);
    if (rendered === null)
      return failed(problems.map((problem) => `${problem.field}: ${problem.issue}`).join("; "));
    if (typeof opened === "string") return failed(opened);
    const leftMs = endsAtMs - this.#ports.monotonicMs();
    if (leftMs <= 0) return failed(TOO_LATE);
    const sent = await sendTestRequest(this.#ports, {
      connector,
      rendered,
      opened,
      testId,
      recipient: values.userId ?? identifier,
      timeoutMs: Math.min(connector.timeout_ms, Math.max(1, Math.ceil(leftMs))),
    });
    const { failure, request, response } = sent;
    if (failure === null) return { ...recipient, status: "SENT", request, response };
    return { ...failed(failure), request, response };
  }

  /** A string: why nothing may leave. */
  async #open(
    workspaceId: Tester["workspaceId"],
    connector: Connector,
    endsAtMs: number,
  ): Promise<OpenedProof | string> {
    if (endsAtMs - this.#ports.monotonicMs() < OPENING_MS) return TOO_LATE;
    try {
      return await openProof(this.#ports, workspaceId, connector);
    } catch (error) {
      if (error instanceof NoProofError) return error.message;
      throw error;
    }
  }

  /** T1 */
  async #takeRequests(
    { workspaceId }: Tester,
    connectors: readonly ConnectorContent[],
    count: number,
  ): Promise<void> {
    const { requestsPerMinute, origins } = await workspaceLimits(this.#ports.campaigns, workspaceId);
    const called = new Set(connectors.map(({ connector }) => originOf(connector)));
    const caps = origins.filter(({ origin }) => called.has(origin)).map((cap) => cap.requestsPerMinute);
    const perMinute = Math.min(TESTS_PER_MINUTE, requestsPerMinute, ...caps);
    const waitMs = await this.#ports.takeTestRequests(workspaceId, { count, perMinute });
    if (waitMs > 0) throw notNow(count, perMinute, waitMs);
  }

  #optionsOf({ campaignId, name, isTriggered }: TestSubject): PreviewOptions {
    return { campaign: { id: campaignId ?? "test", name }, nowMs: this.#ports.nowMs, isTriggered };
  }
}

interface Sending {
  opened: OpenedProof | string;
  testId: RunId;
  endsAtMs: number;
  options: PreviewOptions;
}

/** null: the URL has none, which is told when it is rendered, and nobody is called. */
function originOf(connector: Connector): string | null {
  try {
    return connectorOrigin(connector);
  } catch {
    return null;
  }
}

const connectorContent = ({ content, ...placed }: PlacedContent): ConnectorContent[] =>
  "connector" in content ? [{ ...placed, connector: content.connector }] : [];

const tooMany = (count: number): ApiError =>
  new ApiError(
    400,
    `The test would make ${count} requests; at most ${MAX_TEST_REQUESTS} are possible. Name fewer people, a locale_name or a variation.`,
    { problems: [{ field: "test_campaign_meta", issue: `makes ${count} requests` }] },
  );

function notNow(count: number, perMinute: number, waitMs: number): ApiError {
  const limit = `Tests make at most ${perMinute} requests a minute in this workspace`;
  if (waitMs === Infinity)
    return new ApiError(422, `${limit}, and this one would make ${count}. Name fewer people.`);
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  return new ApiError(429, `${limit}. Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
}
