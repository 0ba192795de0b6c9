// One filter of an audience in the form: attribute, type, comparison, value.
import type { KnownBlock } from "@slack/types";
import {
  type AttributeDataType,
  AttributeDataType as DataTypes,
  FilterOperator,
  OPERATORS,
} from "@sluice/schema";
import { type FilterRow, MAX_ROWS } from "./audience-form.ts";
import { selectInput, textInput, valueIn, type ViewState } from "./modal-fields.ts";
import { textLimits } from "./schema-field.ts";

/** Action id: something of the audience has changed. */
export const AUDIENCE_CHANGED = "audience_changed";

const FILTERS = "segmentation_details.included_filters.filters";

export const rowBlock = (row: number, field: string): string => `${FILTERS}[${row}].${field}`;

/** Empty without one: room for another. */
export function rowBlocks(row: number, given: FilterRow | undefined): KnownBlock[] {
  const nth = row === 0 ? "" : ` ${row + 1}`;
  const dataType = given?.dataType ?? "string";
  const name = rowBlock(row, "name");
  return [
    textInput(name, `Attribute${nth}`, {
      ...textLimits(`${FILTERS}.name`),
      optional: true,
      placeholder: "city",
      initial: given?.name,
      onChange: AUDIENCE_CHANGED,
    }),
    selectInput(
      rowBlock(row, "data_type"),
      `Type${nth}`,
      DataTypes.options.map((type) => [type, TYPE_WORDS[type]]),
      {
        initial: dataType,
        onChange: AUDIENCE_CHANGED,
      },
    ),
    operatorBlock(row, dataType, given),
    textInput(rowBlock(row, "value"), `Value${nth}`, {
      optional: true,
      placeholder: "Berlin",
      hint: "Several with commas; of “between” the two ends; of “in the last” days.",
      initial: given?.typed,
      onChange: AUDIENCE_CHANGED,
    }),
  ];
}

const TYPE_WORDS: Readonly<Record<AttributeDataType, string>> = {
  string: "text",
  double: "number",
  bool: "true or false",
  datetime: "date and time",
};

/** Of each type those that go with it, as they are and turned round. */
export function operatorBlock(
  row: number,
  dataType: AttributeDataType,
  given: FilterRow | undefined,
): KnownBlock {
  const words = (operator: string): string =>
    operator.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const choices = OPERATORS[dataType].flatMap((operator) => [
    [operator, words(operator)] as const,
    [`not ${operator}`, `not: ${words(operator)}`] as const,
  ]);
  const chosen = given === undefined ? choices[0]?.[0] : `${given.negate ? "not " : ""}${given.operator}`;
  const nth = row === 0 ? "" : ` ${row + 1}`;
  // Another type has other operators, and is another block: what was chosen before does not stay in it.
  const blockId = `${rowBlock(row, "operator")}.${dataType}`;
  return selectInput(blockId, `Compares${nth}`, choices, { initial: chosen, onChange: AUDIENCE_CHANGED });
}

/** Of the rows with an attribute. */
export function rowNumbers(state: ViewState): number[] {
  return Array.from({ length: MAX_ROWS }, (_, row) => row).filter(
    (row) => valueIn(state, rowBlock(row, "name")) !== "",
  );
}

export function rowIn(state: ViewState, row: number): FilterRow {
  const dataType = DataTypes.catch("string").parse(valueIn(state, rowBlock(row, "data_type")));
  const chosen = valueIn(state, `${rowBlock(row, "operator")}.${dataType}`);
  return {
    name: valueIn(state, rowBlock(row, "name")),
    dataType,
    operator: FilterOperator.catch(OPERATORS[dataType][0] ?? "exists").parse(chosen.replace(/^not /, "")),
    negate: chosen.startsWith("not "),
    typed: valueIn(state, rowBlock(row, "value")),
  };
}
