// Parameterised SQL under construction. Input only ever becomes a parameter; the text is made of our own constants.

export interface SqlFragment {
  /** Holds `$n` placeholders, numbered from the parameter the caller chose. */
  text: string;
  /** What the placeholders of this fragment stand for, in order. */
  values: unknown[];
}

type ParameterType = "text" | "text[]" | "numeric" | "numeric[]" | "integer" | "bigint";

export class SqlWriter {
  readonly values: unknown[] = [];
  readonly #firstParameter: number;
  /** Lists that are bound already: thousands of values are sent once, however often a text needs them. */
  readonly #bound = new Map<object, string>();

  constructor(firstParameter: number) {
    this.#firstParameter = firstParameter;
  }

  /** @returns the placeholder to write into the text */
  bind(value: unknown, type: ParameterType): string {
    const known = typeof value === "object" && value !== null ? this.#bound.get(value) : undefined;
    if (known !== undefined) return known;
    this.values.push(value);
    const placeholder = `$${this.nextParameter - 1}::${type}`;
    if (typeof value === "object" && value !== null) this.#bound.set(value, placeholder);
    return placeholder;
  }

  get nextParameter(): number {
    return this.#firstParameter + this.values.length;
  }
}
