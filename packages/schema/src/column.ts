// A column of values, one for each of many recipients. Where all are equal it is that value alone: most recipients of a
// run end alike, and what is the same for five hundred is neither written, sent nor read five hundred times.
import { z } from "zod";

export type Column<T extends string | number> = T | T[];

export const column = <T extends z.ZodType<string | number>>(value: T) => z.union([value, z.array(value)]);

/** HOT. @returns undefined beyond the end of a list; a value alone has no end. */
export const valueAt = <T extends string | number>(values: Column<T>, i: number): T | undefined =>
  typeof values === "object" ? values[i] : values;
