// What was typed, by dotted path → a patch of the stored campaign. Whatever the form did not show stays as it is.
type Json = Record<string, unknown>;

/** By dotted path; undefined: taken away. */
export type FormValues = ReadonlyMap<string, unknown>;

export function patchOf(stored: object, values: FormValues): Json {
  const names = [...new Set([...values.keys()].map((path) => path.split(".")[0] ?? ""))];
  const after: Json = {};
  for (const name of names) after[name] = structuredClone(Reflect.get(stored, name) as unknown);
  for (const [path, value] of values) setAt(after, path.split("."), value);
  const patches = names.map(
    (name) => [name, patchOfComponent(Reflect.get(stored, name), after[name])] as const,
  );
  return Object.fromEntries(patches.filter(([, patch]) => patch !== undefined));
}

/** An object that loses its last field goes with it. */
function setAt(target: Json, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    if (value === undefined) delete target[key];
    else target[key] = value;
    return;
  }
  const inner = isObject(target[key]) ? target[key] : {};
  setAt(inner, rest, value);
  if (Object.keys(inner).length === 0) delete target[key];
  else target[key] = inner;
}

/** null takes a component, or a field of one, away; undefined: nothing was there, and nothing is. */
export function patchOfComponent(before: unknown, after: unknown): unknown {
  if (after === undefined) return before === undefined ? undefined : null;
  if (!isObject(after) || !isObject(before)) return after;
  const gone = Object.keys(before).filter((name) => !(name in after));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...after };
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
