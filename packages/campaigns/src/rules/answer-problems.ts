// Success rule and retry policy against each other: what could never come true, or would be two things at once.
import {
  type CampaignDefinition,
  type Connector,
  connectorOf,
  type Problem,
  type RetryPolicy,
} from "@sluice/schema";

const SUCCESS = "campaign_content.content.connector.success";
const RETRIES = "delivery_controls.retry_policy.statuses";
/** Their answers have no body, whatever the endpoint writes. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(["204", "205", "304"]);

export function answerProblems(definition: CampaignDefinition): Problem[] {
  const success = connectorOf(definition)?.success;
  if (success === undefined) return [];
  return [
    ...statusProblems(success),
    ...predicateProblems(success),
    ...retryProblems(success, definition.delivery_controls?.retry_policy),
  ];
}

function statusProblems({ statuses }: Connector["success"]): Problem[] {
  return statuses.flatMap((status, index) =>
    status.startsWith("1")
      ? {
          field: `${SUCCESS}.statuses[${index}]`,
          issue: "a status of the class 1xx is never the last answer",
        }
      : [],
  );
}

function predicateProblems({ statuses, and, otherwise }: Connector["success"]): Problem[] {
  if (and === undefined) {
    const issue = "says what follows when `and` is not met, and there is no `and`; remove it, or add one";
    return otherwise === undefined ? [] : [{ field: `${SUCCESS}.otherwise`, issue }];
  }
  const readsBody = !("header" in and);
  const issues: Problem[] = [];
  if (readsBody && statuses.every((status) => WITHOUT_BODY.has(status)))
    issues.push({
      field: `${SUCCESS}.and`,
      issue: `an answer with status ${statuses.join(", ")} has no body`,
    });
  if ("body_path" in and && and.body_path.split(".").includes(""))
    issues.push({
      field: `${SUCCESS}.and.body_path`,
      issue: 'has an empty part; write it like "result.status"',
    });
  return issues;
}

/** An answer is delivered or tried again, not both. */
function retryProblems({ statuses }: Connector["success"], retries: RetryPolicy | undefined): Problem[] {
  return (retries?.statuses ?? []).flatMap((pattern, index) => {
    const field = `${RETRIES}[${index}]`;
    if (pattern.startsWith("1"))
      return { field, issue: "a status of the class 1xx is never the last answer" };
    const both = statuses.find((status) => doOverlap(status, pattern));
    return both === undefined
      ? []
      : { field, issue: `counts as delivered already ("${both}"); remove one of the two` };
  });
}

function doOverlap(a: string, b: string): boolean {
  if (a[0] !== b[0]) return false;
  return a === b || a.endsWith("xx") || b.endsWith("xx");
}
