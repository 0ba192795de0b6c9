// What leads to a user, and where it stands: the unique id, an attribute of the user, or the push id of a device.
import { z } from "zod";

export const UserIdentifierType = z.enum([
  "user_id",
  /** Attribute `u_em`. */
  "email",
  /** Attribute `u_mb`. */
  "mobile",
  /** Attribute `moe_gaid` of the user, or of a device. */
  "gaid",
  /** Attribute `advertising_identifier`. */
  "advertising_identifier",
  /** Attribute `moengage_id`: the id that users who came from there had. */
  "moengage_id",
  "push_id",
]);
export type UserIdentifierType = z.infer<typeof UserIdentifierType>;

/** Longer than any address, number or push id. */
export const MAX_IDENTIFIER_LENGTH = 1_024;
