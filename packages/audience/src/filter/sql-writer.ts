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

  constructor(firstParameter: number) {
    this.#firstParameter = firstParameter;
  }

  /** @returns the placeholder to write into the text */
  bind(value: unknown, type: ParameterType): string {
    this.values.push(value);
    return `$${this.nextParameter - 1}::${type}`;
  }

  get nextParameter(): number {
    return this.#firstParameter + this.values.length;
  }
}
