// How columns are written and read.
import type { ColumnType } from "kysely";

export type Instant = ColumnType<Date, Date, Date>;
export type DefaultInstant = ColumnType<Date, Date | undefined, Date>;
export type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** `bigint` comes back as a number: our counts stay far below 2^53 (see connect.ts). */
export type DefaultCount = ColumnType<number, number | undefined, number>;
/** Written as JSON text, read as a parsed value. */
export type Json<T> = ColumnType<T, string, string>;
export type DefaultJson<T> = ColumnType<T, string | undefined, string>;
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
