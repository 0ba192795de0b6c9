// What is sent: one content for everybody, or one for each locale and variation, judged by its channel.
import { messageProblems } from "@sluice/content";
import type { CampaignDefinition, Connector, Problem } from "@sluice/schema";
import { isTriggered } from "../definition-of.ts";
import { isByEvent, isOneOf } from "./campaign-types.ts";
import { connectorContentProblems, type ConnectorContext } from "./connector-content-problems.ts";
import { emailProblems } from "./email-problems.ts";
import { keyedContentProblems } from "./keyed-content-problems.ts";
import { missing } from "./problem.ts";
import { pushProblems } from "./push-problems.ts";

const PATH = "campaign_content.content";

type EndpointContext = Pick<ConnectorContext, "endpointProblem">;

export function contentProblems(definition: CampaignDefinition, context: EndpointContext): Problem[] {
  const channel = channelKey(definition);
  const content = definition.campaign_content?.content;
  if (content === undefined) return [missing(`${PATH}.${channel}`, WHAT[channel])];
  return [
    ...keyedContentProblems(definition),
    ...contentsOf(content, channel).flatMap(([path, one]) => problemsOfOne(definition, path, one, context)),
  ];
}

type ChannelKey = "push" | "email" | "connector";
const channelKey = ({ channel }: CampaignDefinition): ChannelKey => channel.toLowerCase() as ChannelKey;

const WHAT: Readonly<Record<ChannelKey, string>> = {
  push: "say what the message shows",
  email: "say what the e-mail says",
  connector: "say which request to send",
};

/** Every content with its path. */
function contentsOf(content: object, channel: ChannelKey): Array<[string, object]> {
  if (channel in content) return [[`${PATH}.${channel}`, Reflect.get(content, channel) as object]];
  return Object.entries(content as Record<string, Record<string, Record<string, object>>>).flatMap(
    ([locale, variations]) =>
      Object.entries(variations).flatMap(([variation, one]): Array<[string, object]> => {
        const part = one[channel];
        return part === undefined ? [] : [[`${PATH}.${locale}.${variation}.${channel}`, part]];
      }),
  );
}

/** Something happens, or a call is made, whose values a template may read. */
const hasEvent = (definition: CampaignDefinition): boolean =>
  isTriggered(definition) || isByEvent(definition) || isOneOf(definition, ["BUSINESS_EVENT_TRIGGERED"]);

function problemsOfOne(
  definition: CampaignDefinition,
  path: string,
  content: object,
  { endpointProblem }: EndpointContext,
): Problem[] {
  // What stands under a channel's key has that channel's shape: the schema saw to it.
  const options = { isTriggered: hasEvent(definition) };
  switch (definition.channel) {
    case "PUSH":
      return [...pushProblems(definition, content, path), ...messageProblems(content, path, options)];
    case "EMAIL":
      return [...emailProblems(content, path), ...messageProblems(content, path, options)];
    case "CONNECTOR": {
      const context = { isTriggered: isTriggered(definition), endpointProblem };
      return connectorContentProblems(content as Connector, path, context);
    }
    default:
      return definition satisfies never;
  }
}
