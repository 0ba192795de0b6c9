// A place that triggers a campaign. Numbers are texts, as in the product; radius is in metres.
import { z } from "zod";
import { Name, NumberText } from "./text.ts";

const decimalWithin = (bound: number, what: string) =>
  z
    .string()
    .regex(/^-?\d{1,3}(?:\.\d{1,15})?$/, `use a decimal number, for example "48.1371"`)
    .refine((text) => Math.abs(Number(text)) <= bound, {
      error: `${what} lies between -${bound} and ${bound}`,
    });

const Granularity = z.enum(["MINUTES", "HOURS", "DAYS"]);

export const Geofence = z.strictObject({
  name: Name,
  latitude: decimalWithin(90, "a latitude"),
  longitude: decimalWithin(180, "a longitude"),
  radius: z.string().regex(/^\d{1,7}(?:\.\d{1,3})?$/, 'use metres, for example "250"'),
  dwell_time_value: NumberText.optional().describe("Required to publish when triggered_at is dwell."),
  dwell_time_granularity: Granularity.optional(),
  response_time_value: NumberText,
  response_time_granularity: Granularity,
  triggered_at: z.enum(["ENTRY", "EXIT", "dwell"]),
});
export type Geofence = z.infer<typeof Geofence>;
