// A value as Liquid writes it.
import { toValue } from "liquidjs";

export function toText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const plain = toValue(value) as unknown;
  if (plain === undefined || plain === null) return "";
  // oxlint-disable-next-line typescript/no-base-to-string -- what Liquid does; an attribute's value is never an object
  return Array.isArray(plain) ? plain.map(toText).join("") : String(plain);
}
