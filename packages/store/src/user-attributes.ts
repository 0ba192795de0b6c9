// A user's attributes after a change. Pure: the store reads, applies and writes.
//
//   U1. What a change does not mention stays.
//   U2. A change is applied as a whole or not at all: the first thing that is not possible is told.
import {
  type AttributeArray,
  type AttributeValue,
  MAX_ARRAY_ELEMENTS,
  MAX_ATTRIBUTES_PER_USER,
} from "@sluice/schema";

export type Attributes = Readonly<Record<string, AttributeValue>>;

export interface UserChange {
  userId: string;
  /** false: a user who is not known stays unknown. */
  mayCreate: boolean;
  set: Attributes;
  remove: readonly string[];
  /** Values to be in, and not to be in, attributes that hold lists. */
  addTo: Readonly<Record<string, AttributeArray>>;
  takeFrom: Readonly<Record<string, AttributeArray>>;
}

export type ChangeRefusal =
  | { kind: "unknown_user" }
  | { kind: "no_list"; attribute: string; issue: string }
  | { kind: "too_many"; attribute: string; issue: string };

export type Changed = { ok: true; attributes: Attributes } | { ok: false; refusal: ChangeRefusal };

export function changedAttributes(known: Attributes, change: UserChange): Changed {
  const attributes = new Map(Object.entries({ ...known, ...change.set }));
  for (const name of change.remove) attributes.delete(name);
  for (const [name, values] of Object.entries(change.addTo)) {
    const list = withValues(name, attributes.get(name), values);
    if (!Array.isArray(list)) return refused(list);
    attributes.set(name, list);
  }
  for (const [name, values] of Object.entries(change.takeFrom)) {
    const list = attributes.get(name);
    if (list === undefined) continue;
    if (!Array.isArray(list)) return refused(noList(name));
    attributes.set(name, list.filter((value) => !holds(values, value)) as AttributeArray); // of one kind, as before
  }
  if (attributes.size > MAX_ATTRIBUTES_PER_USER && attributes.size > Object.keys(known).length)
    return refused({
      kind: "too_many",
      attribute: "attributes",
      issue: `the user would have ${attributes.size} attributes; at most ${MAX_ATTRIBUTES_PER_USER} are possible`,
    });
  return { ok: true, attributes: Object.fromEntries(attributes) };
}

const refused = (refusal: ChangeRefusal): Changed => ({ ok: false, refusal });

function withValues(
  name: string,
  known: AttributeValue | undefined,
  values: AttributeArray,
): AttributeArray | ChangeRefusal {
  if (known !== undefined && !Array.isArray(known)) return noList(name);
  const list = [...new Set<AttributeArray[number]>([...(known ?? []), ...values])];
  if (list.some((value) => typeof value !== typeof list[0]))
    return {
      kind: "no_list",
      attribute: name,
      issue: "holds values of another kind; send those of one kind",
    };
  if (list.length > MAX_ARRAY_ELEMENTS)
    return {
      kind: "too_many",
      attribute: name,
      issue: `would hold ${list.length} values; at most ${MAX_ARRAY_ELEMENTS} are possible`,
    };
  return list as AttributeArray; // of one kind: looked at above
}

const noList = (attribute: string): ChangeRefusal => ({
  kind: "no_list",
  attribute,
  issue: "holds no list; set it to one first",
});

const holds = (values: readonly unknown[], value: unknown): boolean => values.includes(value);
