// Platforms as programs write them, and the one spelling that we keep.
import { z } from "zod";

export const DATA_PLATFORMS = ["ANDROID", "iOS", "web", "TV", "unknown"] as const;
export type DataPlatform = (typeof DATA_PLATFORMS)[number];

/** @returns null when it is none of them, in any capitals. */
export const platformNamed = (text: string): DataPlatform | null =>
  DATA_PLATFORMS.find((known) => known.toLowerCase() === text.toLowerCase()) ?? null;

export const platformOneOf = (...allowed: readonly DataPlatform[]) =>
  z
    .string()
    .max(16)
    .refine(
      (text) => allowed.some((platform) => platform === platformNamed(text)),
      `use one of ${allowed.join(", ")}`,
    )
    .describe(`One of ${allowed.join(", ")}, in any capitals.`);

/** Where a user has the app or visits the site. */
export const UserPlatform = z.strictObject({
  platform: platformOneOf("ANDROID", "iOS", "web", "TV"),
  active: z.union([z.boolean(), z.enum(["true", "false"])]),
});
export const UserPlatforms = z.array(UserPlatform).max(10);
export type UserPlatforms = z.infer<typeof UserPlatforms>;
