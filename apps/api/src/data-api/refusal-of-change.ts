// What the store could not apply, as its sender hears it.
import type { ChangeRefusal } from "@sluice/store";
import { DataRefusal, invalid } from "./data-refusal.ts";

/** @returns null for a user who was to stay unknown: that is what was asked for */
export function refusalOfChange(refusal: ChangeRefusal): DataRefusal | null {
  switch (refusal.kind) {
    case "unknown_user":
      return null;
    case "no_list":
      return new DataRefusal(400, "ArrayFieldError", `${refusal.attribute}: ${refusal.issue}`, {
        attribute: refusal.attribute,
      });
    case "too_many":
      return invalid(refusal.attribute, `${refusal.attribute}: ${refusal.issue}`);
    default:
      return refusal satisfies never;
  }
}
