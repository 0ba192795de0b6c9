// The Liquid that parses every template and renders the uncommon ones.
//
//   L1. A template reads its own data and nothing else: no files, no prototypes, no clock but the one passed in.
//   L2. Its work is bounded: in length here, in steps and memory by allowances.ts.
//   L3. No filter opts out of escaping: `raw` is known, and changes nothing.
import { Liquid, defaultOptions, filters, tags } from "liquidjs";
import type { FilterImplOptions } from "liquidjs";
import { DoNotSendTag } from "./do-not-send-tag.ts";
import { isMissing } from "./missing-value.ts";

export const MAX_TEMPLATE_LENGTH = 20_000;
/** Nodes rendered, loops unrolled: a hundred times what an honest template needs, and some 20 ms of work. */
export const STEP_LIMIT = 50_000;
/** Characters and array elements that one recipient's filters may produce. */
export const MEMORY_LIMIT = 1_000_000;

const TAGS: ReadonlySet<string> = new Set([
  "#",
  "assign",
  "break",
  "capture",
  "case",
  "comment",
  "continue",
  "echo",
  "for",
  "if",
  "liquid",
  "raw",
  "unless",
]);

/** Names that authors know from Jinja, for the filters that Liquid calls otherwise. */
const FILTER_ALIASES: Readonly<Record<string, string>> = {
  upper: "upcase",
  lower: "downcase",
  trim: "strip",
  length: "size",
  urlencode: "url_encode",
  urldecode: "url_decode",
  base64encode: "base64_encode",
  base64decode: "base64_decode",
  convertToSHA256NoSalt: "sha256",
};
const DATE_FILTERS = ["date", "date_to_xmlschema", "date_to_rfc822", "date_to_string", "date_to_long_string"];

type FilterHandler = Extract<FilterImplOptions, (...args: never[]) => unknown>;

export interface LiquidEngineOptions {
  /** What `'now' | date` shows, in milliseconds since 1970. */
  nowMs: () => number;
  /** Parse on after an error, to report them all. For validation only: such an engine must not render. */
  collectsErrors?: boolean;
  /** In characters. */
  maxTemplateLength?: number | undefined;
}

export function createLiquid({
  nowMs,
  collectsErrors = false,
  maxTemplateLength = MAX_TEMPLATE_LENGTH,
}: LiquidEngineOptions): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    parseLimit: maxTemplateLength,
    memoryLimit: MEMORY_LIMIT,
    timezoneOffset: 0, // a date reads the same on every machine: UTC, English
    locale: "en-US",
    catchAllErrors: collectsErrors,
  });
  for (const name of Object.keys(tags)) if (!TAGS.has(name)) delete liquid.tags[name];
  liquid.registerTag("do_not_send", DoNotSendTag);
  registerFilters(liquid, nowMs);
  return liquid;
}

function registerFilters(liquid: Liquid, nowMs: () => number): void {
  for (const [alias, name] of Object.entries(FILTER_ALIASES)) liquid.registerFilter(alias, handlerOf(name));
  for (const name of DATE_FILTERS) liquid.registerFilter(name, withClock(handlerOf(name), nowMs));
  liquid.registerFilter("raw", (value: unknown) => value); // L3
  liquid.registerFilter("title", titleCase);
  liquid.registerFilter("default", defaultTo);
  liquid.registerFilter("json", nullSafeJson);
}

function handlerOf(name: string): FilterHandler {
  const handler = filters[name];
  if (typeof handler !== "function") throw new TypeError(`liquidjs has no plain filter "${name}"`);
  return handler;
}

function withClock(handler: FilterHandler, nowMs: () => number): FilterHandler {
  return function (value: unknown, ...args: unknown[]): unknown {
    return handler.call(this, instantOf(value, nowMs), ...args) as unknown;
  };
}

const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/;

/** A date and time that names no zone is UTC's, not the machine's. */
function instantOf(value: unknown, nowMs: () => number): unknown {
  if (value === "now" || value === "today") return nowMs() / 1000;
  return typeof value === "string" ? value.replace(WITHOUT_ZONE, "$1T$2Z") : value;
}

const titleCase: FilterHandler = function (value: unknown): string {
  const text = handlerOf("downcase").call(this, value) as string;
  return text.replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase());
};

/** Jinja's `default('x', true)` has a second argument, which says what Liquid does anyway. */
const defaultTo: FilterHandler = function (
  value: unknown,
  fallback: unknown,
  ...options: unknown[]
): unknown {
  return handlerOf("default").call(this, value, fallback, ...options.filter(Array.isArray)) as unknown;
};

/** Always JSON: nil is `null`, where liquidjs gives nothing or an empty object. */
const nullSafeJson: FilterHandler = function (value: unknown, space?: unknown): unknown {
  return isMissing(value) ? "null" : (handlerOf("json").call(this, value, space) as unknown);
};

export const OPERATORS = defaultOptions.operators;
