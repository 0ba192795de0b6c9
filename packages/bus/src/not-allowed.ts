// What a refusal of the server means for the operator.
import { PermissionViolationError } from "@nats-io/nats-core";
import { BusError } from "./bus-error.ts";

/** @returns null when the failure is no refusal. */
export function notAllowed(error: unknown): BusError | null {
  const violation = permissionViolation(error);
  if (violation === null) return null;
  return new BusError(
    "NOT_ALLOWED",
    `this user of NATS may not ${violation.operation} to ${violation.subject}. Streams and buckets are made by the ` +
      "operator's user: start once with it in NATS_URL, for example `sluice up`; `sluice nats-config` prints the users.",
    { cause: error },
  );
}

/** A refused request carries the refusal as its cause. */
export function permissionViolation(error: unknown): PermissionViolationError | null {
  if (error instanceof PermissionViolationError) return error;
  return error instanceof Error && error.cause !== undefined ? permissionViolation(error.cause) : null;
}
