// Push messages and e-mails of a test: rendered for everybody, sent to nobody while there is no provider.
import type { Platform, PushContent, RenderedContent, TestRecipient } from "@sluice/schema";
import type { PreviewOptions } from "@sluice/content";
import type { PlacedContent } from "./contents-of.ts";
import type { Person } from "./find-people.ts";
import { renderMessage } from "./preview-desk.ts";
import { unknownPerson } from "./test-outcome.ts";

const PART_OF: Readonly<Record<Platform, keyof PushContent>> = { ANDROID: "android", IOS: "ios", WEB: "web" };

export interface MessageOfPlatform {
  /** As results are keyed: a platform of push, or EMAIL. */
  platform: Platform | "EMAIL";
  placed: PlacedContent;
}

/** One for each platform that a push content is for; an e-mail is one. */
export function messagesOf(placed: PlacedContent, only: Platform | undefined): MessageOfPlatform[] {
  const { content } = placed;
  if (!("push" in content)) return [{ platform: "EMAIL", placed }];
  const platforms = Object.entries(PART_OF) as Array<[Platform, keyof PushContent]>;
  return platforms.flatMap(([platform, part]) => {
    if (content.push[part] === undefined || (only !== undefined && only !== platform)) return [];
    return { platform, placed: { ...placed, content: { push: { [part]: content.push[part] } } } };
  });
}

export function testMessage(
  { platform, placed }: MessageOfPlatform,
  { identifier, values }: Person,
  options: PreviewOptions,
): TestRecipient {
  if (values === null) return unknownPerson(identifier);
  const content: RenderedContent = renderMessage(placed, values, options);
  const problems = content.problems.map(({ field, issue }) => `${field}: ${issue}`);
  return {
    identifier,
    user_id: values.userId,
    status: "FAILED",
    failure_reason: [noProvider(platform), ...problems].join("; "),
    content,
  };
}

const noProvider = (platform: MessageOfPlatform["platform"]): string =>
  `no provider for ${platform === "EMAIL" ? "e-mail" : "push"} is configured: the content was rendered and not sent`;
