// Would Slack take this manifest of an app? Shape, scopes, events and limits from its published types, and by hand what types
// cannot say.
import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

type Json = Readonly<Record<string, unknown>>;

const MAX_PROBLEMS = 20;
let compiled: ValidateFunction | undefined;

/** @returns each problem with the JSON pointer of what is wrong; empty when Slack would take it. */
export function checkManifest(manifest: Json): string[] {
  compiled ??= compile();
  const isSound = compiled(manifest);
  const problems = isSound ? [] : (compiled.errors ?? []).map(inWords);
  return [...problems, ...commandProblems(manifest), ...urlProblems(manifest)].slice(0, MAX_PROBLEMS);
}

function compile(): ValidateFunction {
  const schema: object = JSON.parse(readFileSync(new URL("manifest.schema.json", import.meta.url), "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false });
  return ajv.compile({ ...schema, $ref: "#/definitions/AppManifest" });
}

const inWords = ({ instancePath, message = "is wrong", params }: ErrorObject): string => {
  const extra: unknown = Reflect.get(params, "additionalProperty");
  return `${instancePath || "/"} ${message}${typeof extra === "string" ? `: ${extra}` : ""}`;
};

function commandProblems(manifest: Json): string[] {
  return commandsIn(manifest).flatMap(({ command }, index) =>
    /^\/[^\s/]+$/.test(String(command))
      ? []
      : [`/features/slash_commands/${index}/command must begin with "/"`],
  );
}

/** Without Socket Mode Slack has to know where to send what. */
function urlProblems(manifest: Json): string[] {
  const settings = partOf(manifest, "settings");
  const events = partOf(settings, "event_subscriptions");
  const interactivity = partOf(settings, "interactivity");
  const wanted: Array<[pointer: string, url: unknown, isWanted: boolean]> = [
    [
      "/settings/event_subscriptions/request_url",
      events["request_url"],
      Array.isArray(events["bot_events"]) && events["bot_events"].length > 0,
    ],
    [
      "/settings/interactivity/request_url",
      interactivity["request_url"],
      interactivity["is_enabled"] === true,
    ],
    ...commandsIn(manifest).map(({ url }, index): [string, unknown, boolean] => [
      `/features/slash_commands/${index}/url`,
      url,
      true,
    ]),
  ];
  const isSocket = settings["socket_mode_enabled"] === true;
  return wanted.flatMap(([pointer, url, isWanted]) => {
    if (url !== undefined && !(typeof url === "string" && url.startsWith("https://")))
      return [`${pointer} must begin with https://`];
    return url === undefined && isWanted && !isSocket ? [`${pointer} is required without Socket Mode`] : [];
  });
}

function commandsIn(manifest: Json): Json[] {
  const commands = partOf(manifest, "features")["slash_commands"];
  return Array.isArray(commands) ? (commands as Json[]) : [];
}

function partOf(value: Json, name: string): Json {
  const part = value[name];
  return typeof part === "object" && part !== null ? { ...part } : {};
}
