// A good body with something wrong in one or more of its parts: wrong types, huge numbers, deep nesting, keys of prototypes.
import type { Chance } from "./chance.ts";

const nested = (depth: number): unknown => {
  let value: unknown = "end";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};
const prototypeKey = (key: string): unknown => JSON.parse(`{"${key}":{"isAdmin":true,"prototype":{}}}`);
const MEGABYTE = "x".repeat(1024 * 1024);
const LONG = "x".repeat(200_000);

/** Built once: some of them are large. */
const NASTY: readonly unknown[] = [
  null,
  true,
  -0,
  0.1,
  -1,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  2 ** 31,
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u200b",
  "{{",
  "{{ UserAttribute['a' }}",
  "{% for x in (1..1000000000) %}x{% endfor %}",
  "{% raw %}",
  "{{ UserAttribute.constructor.constructor }}",
  "9".repeat(400),
  "2026-02-30T25:61:61",
  "https://",
  "javascript:alert(1)",
  "http://169.254.169.254/latest",
  "../../etc/passwd",
  "' or 1=1; --",
  "(a+)+$",
  `${"a".repeat(40)}!`,
  LONG,
  [],
  {},
  [[]],
  [null],
  Array.from({ length: 2_000 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, index])),
  nested(20),
  nested(100),
  nested(800),
  prototypeKey("__proto__"),
  prototypeKey("constructor"),
  { toString: 1, hasOwnProperty: 2, valueOf: 3, length: 1e9 },
];

/** As it travels; a clone of our own would nest as deep as the value. */
const copyOf = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

interface Place {
  holder: object;
  name: string;
}

export function mutateValue(body: unknown, chance: Chance): unknown {
  const copy = copyOf(body);
  const root = { body: copy };
  const mutations = 1 + chance.below(3);
  for (let done = 0; done < mutations; done += 1) {
    const places = placesIn(root);
    if (places.length > 0) mutateAt(chance.pick(places), chance);
  }
  return root.body;
}

function mutateAt({ holder, name }: Place, chance: Chance): void {
  const value: unknown = Reflect.get(holder, name);
  switch (chance.below(5)) {
    case 0:
      return void Reflect.deleteProperty(holder, name);
    case 1:
      return define(holder, chance.pick(["__proto__", "constructor", "prototype", "unknown", ""]), value);
    case 2:
      return define(holder, name, [value, copyOf(value)]);
    case 3:
      return define(holder, name, chance.next() < 0.02 ? MEGABYTE : copyOf(chance.pick(NASTY)));
    default:
      return define(holder, name, copyOf(chance.pick(NASTY)));
  }
}

/** As JSON.parse would: a key `__proto__` is a key like any other. */
const define = (holder: object, name: string, value: unknown): void =>
  void Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });

const MAX_PLACES = 2_000;

function placesIn(root: object): Place[] {
  const places: Place[] = [];
  const left: object[] = [root];
  for (let holder = left.pop(); holder !== undefined && places.length < MAX_PLACES; holder = left.pop()) {
    for (const name of Object.keys(holder)) {
      places.push({ holder, name });
      const value: unknown = Reflect.get(holder, name);
      if (typeof value === "object" && value !== null) left.push(value);
    }
  }
  return places;
}
