// What is known of one person, laid out as a recipient's row: previews and tests are rendered as a run's recipients are.
import type { RecipientRow } from "@sluice/schema";
import { USER_ID } from "../template-data.ts";

export interface PersonValues {
  /** null: nobody of the workspace; `UserAttribute['user_id']` then has no value. */
  userId: string | null;
  user: Readonly<Record<string, unknown>>;
  event: Readonly<Record<string, unknown>>;
}

export interface PersonRow {
  row: RecipientRow;
  attributes: string[];
  eventAttributes: string[];
}

/** @param read names that templates read beside those that have a value */
export function personRow(
  { userId, user, event }: PersonValues,
  read: { user?: readonly string[]; event?: readonly string[] } = {},
): PersonRow {
  const known = new Map<string, unknown>([[USER_ID, userId], ...Object.entries(user)]);
  const brought = new Map(Object.entries(event));
  const attributes = [...new Set([...known.keys(), ...(read.user ?? [])])];
  const eventAttributes = [...new Set([...brought.keys(), ...(read.event ?? [])])];
  const values = [
    ...attributes.map((name) => known.get(name) ?? null),
    ...eventAttributes.map((name) => brought.get(name) ?? null),
  ];
  return { row: [userId ?? "", ...values] as RecipientRow, attributes, eventAttributes };
}
