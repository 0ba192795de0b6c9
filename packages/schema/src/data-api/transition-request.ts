// Many users, events and devices in one body. Each element is judged by the schema of its own type.
import { z } from "zod";
import { JsonValue } from "./json-value.ts";

export const ELEMENT_TYPES = ["customer", "event", "device"] as const;
export type ElementType = (typeof ELEMENT_TYPES)[number];

export const TransitionRequest = z.strictObject({
  type: z.literal("transition"),
  elements: z.array(JsonValue).min(1).describe("Bodies of /v1/customer, /v1/event and /v1/device, in order."),
});
export type TransitionRequest = z.infer<typeof TransitionRequest>;
