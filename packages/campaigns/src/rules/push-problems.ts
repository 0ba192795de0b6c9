// A push message: content for every platform that is listed, and for no other.
import type { Platform, Problem, PushContent, PushDefinition } from "@sluice/schema";
import { androidProblems } from "./android-problems.ts";
import { iosProblems } from "./ios-problems.ts";
import { misplaced, missing } from "./problem.ts";
import { webProblems } from "./web-problems.ts";

const PART_OF = { ANDROID: "android", IOS: "ios", WEB: "web" } as const;
const PLATFORMS = Object.keys(PART_OF) as Platform[];

export function pushProblems({ basic_details }: PushDefinition, push: PushContent, path: string): Problem[] {
  const listed = new Set(basic_details?.platforms);
  return PLATFORMS.flatMap((platform) => {
    const field = `${path}.${PART_OF[platform]}`;
    if (push[PART_OF[platform]] === undefined)
      return listed.has(platform) ? [missing(field, `${platform} is listed in basic_details.platforms`)] : [];
    return listed.has(platform)
      ? partProblems(platform, push, field)
      : [misplaced(field, `${platform} is not listed in basic_details.platforms: list it there`)];
  });
}

function partProblems(platform: Platform, { android, ios, web }: PushContent, field: string): Problem[] {
  switch (platform) {
    case "ANDROID":
      return android === undefined ? [] : androidProblems(android, field);
    case "IOS":
      return ios === undefined ? [] : iosProblems(ios, field);
    case "WEB":
      return web === undefined ? [] : webProblems(web, field);
    default:
      return platform satisfies never;
  }
}
