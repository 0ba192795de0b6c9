// What a template can read, and where it stands in a recipient's row.
//
//   D1. A value that the user does not have is undefined, never null: `UserAttribute['age'] < 18` is then false.
//   D2. Names are looked up in maps and in objects without a prototype: `constructor` is a name like any other.
import { Context } from "liquidjs";
import type { Liquid } from "liquidjs";
import type { RecipientRow } from "@sluice/schema";
import { StepAllowance } from "./allowances.ts";
import { STEP_LIMIT } from "./liquid-engine.ts";

/** The unique id of a user, which is the row's first value and no attribute. */
export const USER_ID = "user_id";

export interface CampaignFacts {
  id: string;
  name: string;
}

export interface TemplateData {
  /** Of `UserAttribute[name]`, the place in a row; undefined when the batch does not carry it. */
  columnOf(name: string): number | undefined;
  /** Of `EventAttribute[name]`, likewise. */
  eventColumnOf(name: string): number | undefined;
  /** Of `CampaignAttribute[name]`. */
  campaignFact(name: string): string | undefined;
  /** The row as liquidjs's own interpreter reads it. */
  contextOf(row: RecipientRow, liquid: Liquid): Context;
}

export function templateData(
  attributes: readonly string[],
  campaign: CampaignFacts,
  eventAttributes: readonly string[] = [],
): TemplateData {
  const columns = columnsOf(attributes, 1);
  // A triggered run's rows begin with the recipient key and carry the user id among the attributes.
  if (!columns.has(USER_ID)) columns.set(USER_ID, 0);
  const eventColumns = columnsOf(eventAttributes, 1 + attributes.length);
  const facts = withoutPrototype([
    ["id", campaign.id],
    ["name", campaign.name],
  ]);
  return {
    columnOf: (name) => columns.get(name),
    eventColumnOf: (name) => eventColumns.get(name),
    campaignFact: (name) => facts[name] as string | undefined,
    contextOf: (row, liquid) => {
      const user = valuesIn(row, columns);
      const event = valuesIn(row, eventColumns);
      const scope = withoutPrototype([
        ["UserAttribute", user],
        ["user", user],
        ["EventAttribute", event],
        ["event", event],
        ["CampaignAttribute", facts],
      ]);
      // The limiters' class is not exported and has privates; the shape is the same.
      const renderLimit = new StepAllowance(STEP_LIMIT) as unknown as Context["renderLimit"];
      return new Context(scope, liquid.options, { sync: true }, { renderLimit, liquid });
    },
  };
}

type Columns = ReadonlyMap<string, number>;

const columnsOf = (names: readonly string[], first: number): Map<string, number> =>
  new Map(names.map((name, index) => [name, first + index]));

const valuesIn = (row: RecipientRow, columns: Columns): Record<string, unknown> =>
  withoutPrototype([...columns].map(([name, column]) => [name, row[column] ?? undefined]));

function withoutPrototype(entries: readonly [string, unknown][]): Record<string, unknown> {
  const object = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries) object[name] = value;
  return object;
}
