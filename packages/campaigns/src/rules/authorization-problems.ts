// Does what a connector names to prove who sends exist, is it of the right type, and does it work? And does the connector
// not write the same header itself?
import {
  type AuthorizationStatus,
  type AuthorizationType,
  type CampaignDefinition,
  type Connector,
  connectorOf,
  type Problem,
} from "@sluice/schema";

/** What is known of a configuration in the campaign's workspace; nothing of it is secret. */
export interface AuthorizationFacts {
  configuration_id: string;
  name: string;
  type: AuthorizationType;
  status: AuthorizationStatus;
  status_reason: string | null;
  /** Of the headers that requests get, in lower case. */
  header_names: readonly string[];
}

const FIELD = "campaign_content.content.connector";

/** Ids that the connector names. */
export function namedAuthorizations(definition: CampaignDefinition): string[] {
  const connector = connectorOf(definition);
  const ids = [connector?.authorization?.configuration_id, connector?.client_certificate_id];
  return ids.filter((id) => id !== undefined);
}

/** @param known the configurations of the workspace that the connector names. */
export function authorizationProblems(
  definition: CampaignDefinition,
  known: readonly AuthorizationFacts[],
): Problem[] {
  const connector = connectorOf(definition);
  if (connector === undefined) return [];
  const find = (id: string) => known.find(({ configuration_id }) => configuration_id === id);
  const { authorization, client_certificate_id: certificateId } = connector;
  const named = authorization === undefined ? undefined : find(authorization.configuration_id);
  return [
    ...(authorization === undefined
      ? []
      : namingProblems(`${FIELD}.authorization.configuration_id`, named, (type) => type !== "MUTUAL_TLS")),
    ...(certificateId === undefined
      ? []
      : namingProblems(
          `${FIELD}.client_certificate_id`,
          find(certificateId),
          (type) => type === "MUTUAL_TLS",
        )),
    ...headerProblems(connector, named),
  ];
}

function namingProblems(
  field: string,
  facts: AuthorizationFacts | undefined,
  isRightType: (type: AuthorizationType) => boolean,
): Problem[] {
  const issue = namingIssue(facts, isRightType);
  return issue === null ? [] : [{ field, issue }];
}

function namingIssue(
  facts: AuthorizationFacts | undefined,
  isRightType: (type: AuthorizationType) => boolean,
): string | null {
  if (facts === undefined) return "there is no such authorization configuration in this workspace; list them";
  const { name, type, status, status_reason } = facts;
  if (!isRightType(type))
    return type === "MUTUAL_TLS"
      ? `"${name}" is a client certificate: name it as client_certificate_id`
      : `"${name}" is of type ${type}; a client certificate is of type MUTUAL_TLS`;
  if (status === "ACTIVE") return null;
  return `"${name}" has FAILED (${status_reason ?? "no token"}): correct it, test it until it is ACTIVE, then try again`;
}

function headerProblems({ headers }: Connector, named: AuthorizationFacts | undefined): Problem[] {
  return headers.flatMap(({ key }, index) =>
    named?.header_names.includes(key.toLowerCase()) === true
      ? { field: `${FIELD}.headers[${index}].key`, issue: `"${named.name}" sets this header; remove it here` }
      : [],
  );
}
