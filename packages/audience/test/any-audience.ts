// Random users and random audiences, crowded into few names and values so that they meet.
import type { AttributeFilter, Audience, AudienceGroup, MemberFilter, User } from "@sluice/schema";
import * as fc from "fast-check";

export const NOW_MS = Date.UTC(2026, 10, 22, 10, 15, 30, 123);

const NAMES = ["city", "age", "seen_at", "user_id", "constructor", `it's "$1"; --`];

const TRICKY_TEXTS = [
  "",
  "Pune",
  "pune",
  "PUNE",
  "İstanbul",
  "i̇stanbul",
  "ΟΔΟΣ",
  "οδος",
  "οδοσ",
  "Straße",
  "STRASSE",
  "É",
  "é",
  "e\u0301",
  "\u212A",
  "k",
  "100%",
  "a_b",
  "aXb",
  "\\",
  "%",
  "👍🏽",
  "👍",
  "true",
  "FALSE",
  "True",
  "12",
  "12.50",
  "1e5",
  "100000",
  "-0",
  "+7",
  "1e400",
  "1e-400",
  "0x10",
  " 12",
  "NaN",
  "Infinity",
  "1_000",
  "0.1",
  "0.1000000000000000000001",
  "123456789012345678",
  "user-1",
  "USER-1",
];

const TRICKY_INSTANTS = [
  "2026-02-29",
  "2024-02-29",
  "1900-02-29",
  "2000-02-29",
  "0000-01-01",
  "0001-01-01",
  "9999-12-31",
  "2026-13-01",
  "2026-11-31",
  "2026-11-22",
  "2026-11-22T10:15",
  "2026-11-22 10:15:30.123999",
  "2026-11-22T10:15:30.123Z",
  "2026-11-22T24:00:00Z",
  "2026-11-22T10:15:60Z",
  "2026-11-22T15:45:30+05:30",
  "2026-11-21T23:00-1400",
  "2026-11-22T10:15:30.1234567Z",
  "2026-11-22 10:15:30+05",
  "2026-11-23T00:00:00Z",
  "2026-11-22T23:59:59.999Z",
  "1969-12-31T23:59:59.9999Z",
  "2026-11-22T",
  "2026-11-22Z",
  "22.11.2026",
];

const anyInstant = fc
  .tuple(fc.integer({ min: -9e8, max: 9e8 }), fc.constantFrom(10, 19, 23, 24))
  .map(([offsetMs, length]) => new Date(NOW_MS + offsetMs).toISOString().slice(0, length));
const anyText = fc.oneof(fc.constantFrom(...TRICKY_TEXTS), fc.string({ maxLength: 3 }));
const anyNumber = fc.oneof(
  fc.constantFrom(0, -0, 7, 12, 12.5, 0.1, 100_000, 1e21, 1e-7, 5e-324, Number.MAX_VALUE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const anyScalar = fc.oneof(anyText, anyNumber, fc.boolean(), anyInstant, fc.constantFrom(...TRICKY_INSTANTS));
const anyList = fc.oneof(
  fc.array(anyText, { maxLength: 3 }),
  fc.array(anyNumber, { maxLength: 3 }),
  fc.array(fc.boolean(), { maxLength: 2 }),
  fc.array(anyInstant, { maxLength: 2 }),
);
const anyValue = fc.oneof({ weight: 5, arbitrary: anyScalar }, { weight: 1, arbitrary: anyList });

const listOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 3 });
const anyValueOrList = fc.oneof(
  { weight: 3, arbitrary: anyValue },
  { weight: 1, arbitrary: fc.oneof(listOf(anyText), listOf(anyNumber), listOf(fc.boolean())) },
);

export const anyUsers: fc.Arbitrary<User[]> = fc.uniqueArray(
  fc.record({
    user_id: fc.constantFrom("user-1", "user-2", "ÜSER-3", "12", "12.50", "true", "2026-11-22", "9"),
    attributes: fc.dictionary(
      fc.constantFrom(...NAMES.filter((name) => name !== "user_id")),
      anyValueOrList,
      {
        noNullPrototype: true,
      },
    ),
  }),
  { selector: (user) => user.user_id, minLength: 1 },
);

const validInstant = fc.oneof(
  anyInstant,
  fc.constantFrom("2026-11-22", "2024-02-29", "0001-01-01", "9999-12-31", "2026-11-22T15:45:30.123+05:30"),
);
const days = fc.integer({ min: 1, max: 12 });
const texts = fc.array(anyText, { minLength: 1, maxLength: 3 });
const parts = fc.array(
  anyText.filter((text) => text !== ""),
  { minLength: 1, maxLength: 3 },
);
const numbers = fc.array(anyNumber, { minLength: 1, maxLength: 3 });

type Rest = Pick<AttributeFilter, "data_type" | "operator" | "value" | "value1">;

function withValue(
  data_type: Rest["data_type"],
  operator: Rest["operator"],
  value: fc.Arbitrary<Rest["value"]>,
): fc.Arbitrary<Rest> {
  return value.map((value) => ({ data_type, operator, value }));
}

const without = (data_type: Rest["data_type"], operator: Rest["operator"]): fc.Arbitrary<Rest> =>
  fc.constant({ data_type, operator });

const anyRest: fc.Arbitrary<Rest> = fc.oneof(
  without("bool", "exists"),
  without("datetime", "today"),
  withValue("bool", "is", fc.boolean()),
  withValue("double", "is", anyNumber),
  withValue("double", "in", numbers),
  withValue("double", "lessThan", anyNumber),
  withValue("double", "greaterThan", anyNumber),
  fc.tuple(anyNumber, anyNumber).map(([one, other]): Rest => {
    return {
      data_type: "double",
      operator: "between",
      value: Math.min(one, other),
      value1: Math.max(one, other),
    };
  }),
  withValue("string", "is", anyText),
  withValue("string", "in", texts),
  withValue(
    "string",
    "contains",
    parts.map((texts) => texts[0]),
  ),
  withValue("string", "containsInTheFollowing", parts),
  withValue("string", "startWithInTheFollowing", parts),
  withValue("string", "endsWithInTheFollowing", parts),
  withValue("datetime", "on", validInstant),
  withValue("datetime", "before", validInstant),
  withValue("datetime", "after", validInstant),
  withValue("datetime", "inTheLast", days),
  withValue("datetime", "inTheNext", days),
  fc
    .tuple(validInstant, validInstant)
    .filter(([from, to]) => from.slice(0, 10) < to.slice(0, 10))
    .map(([value, value1]): Rest => ({ data_type: "datetime", operator: "between", value, value1 })),
);

const anyFilter: fc.Arbitrary<AttributeFilter> = fc
  .record({
    name: fc.constantFrom(...NAMES),
    case_sensitive: fc.boolean(),
    negate: fc.boolean(),
    rest: anyRest,
  })
  .map(({ rest, ...filter }) => ({ filter_type: "user_attributes", ...filter, ...rest }));

/** A member from one version of a list until another. */
export interface MemberRow {
  segment_id: string;
  user_id: string;
  from_version: number;
  to_version: number;
}

const version = fc.integer({ min: 1, max: 4 });
const LISTS = ["list-1", "list-2"];

export const anyMembers: fc.Arbitrary<MemberRow[]> = fc.array(
  fc.record({
    segment_id: fc.constantFrom(...LISTS),
    user_id: fc.constantFrom("user-1", "user-2", "ÜSER-3", "12", "nobody"),
    from_version: version,
    to_version: version,
  }),
  { maxLength: 8 },
);

const anyMemberFilter: fc.Arbitrary<MemberFilter> = fc.record({
  filter_type: fc.constant("segment_members" as const),
  segment_id: fc.constantFrom(...LISTS),
  version,
});

type Node = AttributeFilter | MemberFilter | AudienceGroup;

const { group: anyGroup } = fc.letrec<{ group: AudienceGroup; node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: anyFilter },
    { weight: 1, arbitrary: anyMemberFilter },
    { weight: 1, arbitrary: tie("group") },
  ),
  group: fc.record({
    filter_operator: fc.constantFrom("and" as const, "or" as const),
    filters: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
    negate: fc.option(fc.boolean(), { nil: undefined }),
  }),
}));

export const anyAudience: fc.Arbitrary<Audience> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ is_all_user_campaign: true }) },
  {
    weight: 2,
    arbitrary: fc.record({ is_all_user_campaign: fc.constant(true), excluded_filters: anyGroup }),
  },
  { weight: 5, arbitrary: fc.record({ included_filters: anyGroup }) },
  { weight: 5, arbitrary: fc.record({ included_filters: anyGroup, excluded_filters: anyGroup }) },
);
