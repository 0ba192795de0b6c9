// The manifest asks Slack for what the code uses, and for nothing else.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AppsManifestValidateArguments } from "@slack/web-api";
import { checkManifest } from "@sluice/testkit/fake-slack";
import { expect, test } from "vitest";

type Manifest = Exclude<AppsManifestValidateArguments["manifest"], string>;

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8")) as Manifest;
const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(root, "src", path), "utf8"))
  .join("\n");
const used = (pattern: RegExp): string[] =>
  [...new Set([...sources.matchAll(pattern)].map(([, name]) => name ?? ""))].toSorted();

/** The scope behind each method that the code calls; views, and what comes with a token, need none. */
const SCOPE_OF: Readonly<Record<string, string>> = {
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.update": "chat:write",
  "users.info": "users:read",
  "usergroups.users.list": "usergroups:read",
  "users.lookupByEmail": "users:read.email",
  "files.info": "files:read",
  "files.getUploadURLExternal": "files:write",
  "files.completeUploadExternal": "files:write",
};
const NO_SCOPE = ["auth.test", "chat.getPermalink", "views.open", "views.update", "views.publish"];

test("its commands are those that the code listens to", () => {
  expect(manifest.features?.slash_commands?.map(({ command }) => command)).toEqual(
    used(/\.command\("([^"]+)"/g),
  );
});

test("its shortcuts are those that the code listens to", () => {
  const ids = manifest.features?.shortcuts?.map(({ callback_id: id }) => id);
  expect(ids?.toSorted()).toEqual(used(/\.shortcut(?:<\w+>)?\(\s*"([^"]+)"/g));
});

test("its events are those that the code listens to", () => {
  expect(manifest.settings?.event_subscriptions?.bot_events?.toSorted()).toEqual(used(/\.event\("([^"]+)"/g));
});

test("its scopes are those that the called methods need, commands, and the mailbox that makes a person one person", () => {
  const methods = used(
    /\b(?:client|foreground|background|#client)\.((?:chat|users|usergroups|views|auth|files|conversations|reactions)\.[\w.]+)\(/g,
  );
  const scopes = methods
    .filter((method) => !NO_SCOPE.includes(method))
    .map((method) => SCOPE_OF[method] ?? `unknown: ${method}`);
  const needed = new Set([...scopes, "commands", "users:read.email"]);
  expect(manifest.oauth_config?.scopes?.bot?.toSorted()).toEqual([...needed].toSorted());
});

test("Slack would take it: shape, scopes, events, limits", () => {
  expect(checkManifest(manifest)).toEqual([]);
});

type Part = Record<string, unknown>;
/** A copy in which one value is another. */
function changed(path: readonly string[], value: unknown): Part {
  const copy = structuredClone(manifest) as Part;
  const last = path.at(-1) ?? "";
  const parent = path.slice(0, -1).reduce<Part>((part, name) => (part[name] ??= {}) as Part, copy);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}

test.each([
  ["a name that is too long", ["display_information", "name"], "x".repeat(36)],
  ["no name", ["display_information", "name"], undefined],
  ["a description that is too long", ["display_information", "description"], "x".repeat(141)],
  ["a scope that Slack does not know", ["oauth_config", "scopes", "bot"], ["chat:everything"]],
  [
    "an event that Slack does not know",
    ["settings", "event_subscriptions", "bot_events"],
    ["app_home_burnt"],
  ],
  ["a setting that Slack does not know", ["settings", "socket_mode"], true],
  ["a command without its slash", ["features", "slash_commands", "0", "command"], "campaign"],
  ["a command that is too long", ["features", "slash_commands", "0", "command"], `/${"x".repeat(40)}`],
  [
    "more shortcuts than fit",
    ["features", "shortcuts"],
    Array.from({ length: 11 }, () => manifest.features?.shortcuts?.[0]),
  ],
  ["signed requests without an address", ["settings", "socket_mode_enabled"], false],
  [
    "an address without TLS",
    ["settings", "interactivity", "request_url"],
    "http://sluice.example.com/slack/events",
  ],
])("Slack would not take it with %s", (_, path, value) => {
  expect(checkManifest(changed(path, value))).not.toEqual([]);
});
