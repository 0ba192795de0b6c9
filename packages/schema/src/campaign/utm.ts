// UTM parameters: the five standard ones, and up to five of any other name.
import { z } from "zod";
import { Template } from "./text.ts";

export const STANDARD_UTM = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;
export const MAX_CUSTOM_UTM = 5;
const isStandard = (key: string): boolean => (STANDARD_UTM as readonly string[]).includes(key);

export const UtmParams = z
  .record(z.string().min(1).max(64), Template)
  .refine((params) => Object.keys(params).filter((key) => !isStandard(key)).length <= MAX_CUSTOM_UTM, {
    error: `at most ${MAX_CUSTOM_UTM} parameters beside ${STANDARD_UTM.join(", ")}`,
  })
  .describe("utm_source and utm_medium are required to publish when there are any.");
export type UtmParams = z.infer<typeof UtmParams>;
