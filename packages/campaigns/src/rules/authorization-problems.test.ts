import { expect, test } from "vitest";
import { publishable } from "../../test/campaign-factory.ts";
import {
  type AuthorizationFacts,
  authorizationProblems,
  namedAuthorizations,
} from "./authorization-problems.ts";

const ID = "a".repeat(24);
const CERTIFICATE = "b".repeat(24);

const facts = (changes: Partial<AuthorizationFacts> = {}): AuthorizationFacts => ({
  configuration_id: ID,
  name: "CRM",
  type: "OAUTH2",
  status: "ACTIVE",
  status_reason: null,
  header_names: ["authorization"],
  ...changes,
});

const naming = (changes: object = {}) =>
  publishable({
    campaign_content: {
      content: {
        connector: {
          url: "https://api.example.com/x",
          authorization: { configuration_id: ID },
          ...changes,
        },
      },
    },
  });
const FIELD = "campaign_content.content.connector";

test("a connector that names an active configuration of the right type has no problem, nor has one that names none", () => {
  expect(authorizationProblems(naming(), [facts()])).toEqual([]);
  expect(authorizationProblems(publishable(), [])).toEqual([]);
  expect(namedAuthorizations(naming({ client_certificate_id: CERTIFICATE }))).toEqual([ID, CERTIFICATE]);
});

test.each([
  ["is not there", [], /no such authorization configuration/],
  ["has failed", [facts({ status: "FAILED", status_reason: "status 401" })], /FAILED \(status 401\)/],
  ["is a certificate", [facts({ type: "MUTUAL_TLS", header_names: [] })], /client_certificate_id/],
])("one that %s is told where it is named", (_, known, issue) => {
  expect(authorizationProblems(naming(), known)).toEqual([
    { field: `${FIELD}.authorization.configuration_id`, issue: expect.stringMatching(issue) },
  ]);
});

test("a client certificate must be one", () => {
  const campaign = naming({ authorization: undefined, client_certificate_id: ID });
  expect(authorizationProblems(campaign, [facts()])).toEqual([
    { field: `${FIELD}.client_certificate_id`, issue: expect.stringContaining("MUTUAL_TLS") },
  ]);
});

test("a header that the configuration sets must not be the connector's own, however it is written", () => {
  const campaign = naming({
    headers: [
      { key: "X-Ok", value: "1" },
      { key: "AUTHORIZATION", value: "x" },
    ],
  });
  expect(authorizationProblems(campaign, [facts()])).toMatchObject([{ field: `${FIELD}.headers[1].key` }]);
});
