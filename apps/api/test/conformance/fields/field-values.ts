// What a field takes and what it refuses, by example. A table of these is a component as its reference describes it.

export interface FieldValues {
  accepted: readonly unknown[];
  refused: readonly unknown[];
  /** What an accepted value is answered as, where that is another. */
  answeredAs?: (value: unknown) => unknown;
}

/** A field is given by its values; an object by its fields; a list by what each of its items takes. */
export type Fields = { readonly [name: string]: FieldValues | Fields | ListOf };

export class ListOf {
  readonly item: Fields;
  constructor(item: Fields) {
    this.item = item;
  }
}
export const listOf = (item: Fields): ListOf => new ListOf(item);

export const isValues = (field: FieldValues | Fields): field is FieldValues =>
  Array.isArray((field as FieldValues).accepted);

/** Of a campaign: where the table stands, and the campaign around it. */
export interface FieldTable {
  name: string;
  /** A whole body that is accepted as it is. */
  base: Record<string, unknown>;
  fields: Fields;
}

const WRONG_TYPES = [1, true, {}, ["x"]];

/** Any text; it may carry placeholders. */
export const text: FieldValues = {
  accepted: ["a", "Grüße 🎉 {{UserAttribute['first_name']}}", "<b>bold</b>"],
  refused: WRONG_TYPES,
};
export const name: FieldValues = { accepted: ["a", "x".repeat(256)], refused: ["", "x".repeat(257), 1] };
export const url: FieldValues = {
  accepted: ["https://example.com/a.png?x=1", "{{UserAttribute['picture']}}"],
  refused: ["", 1, {}],
};
export const bool: FieldValues = { accepted: [true, false], refused: ["true", 1, []] };
export const color: FieldValues = {
  accepted: ["#1A2B3C", "#abc", "#1a2b3c4d"],
  refused: ["red", "#12", "1A2B3C", 1],
};
/** A count that the product writes as text. */
export const digits: FieldValues = { accepted: ["0", "24"], refused: [24, "", "1.5", "ten", "-1"] };
export const mail: FieldValues = {
  accepted: ["ana@example.com", "{{UserAttribute['agent']}}@example.com"],
  refused: ["nobody", "", 1],
};
export const pairs: FieldValues = {
  accepted: [[], [{ key: "k", value: "v" }], [{ key: "k", value: "{{UserAttribute['x']}}" }]],
  refused: [[{ key: "", value: "v" }], [{ key: "k" }], [{ key: "k", value: 1 }], { k: "v" }],
};

export const oneOf = (...values: ReadonlyArray<string | number>): FieldValues => ({
  accepted: values,
  refused: ["NO_SUCH_VALUE", true, []],
});
/** Which the product has given in another spelling too, at one time or another. */
export const oneOfSpellings = (
  values: readonly string[],
  older: Readonly<Record<string, string>>,
): FieldValues => ({
  accepted: [...values, ...Object.keys(older)],
  refused: ["NO_SUCH_VALUE", true],
  answeredAs: (value) => older[value as string] ?? value,
});
export const int = (min: number, max: number): FieldValues => ({
  accepted: [min, max],
  refused: [min - 1, max + 1, min + 0.5, String(min), 1e300],
});
export const wallClock: FieldValues = {
  accepted: ["2035-12-01T09:30:00", "2035-12-01T09:30", "2035-12-01T09:30:00.123Z"],
  refused: ["tomorrow", "2035-12-01", 1_764_000_000, "2035-12-01T09:30:00+02:00"],
};
