// The request as single users would cause it: the first of the audience, and the worst of those who were looked at.
//
//   S1. Chosen from the same users in the same order, whoever asks: two people who look see the same samples.
//   S2. Who would get no request is a sample, too, and says why.
import { attributesRead, compileConnector, ContentError, previewConnector } from "@sluice/content";
import { type Campaign, type Connector, connectorOf, type RecipientRow, type User } from "@sluice/schema";
import { type RenderingFacts, type Sample, SAMPLE_KINDS, type SampleKind } from "../blocks/card-facts.ts";

export const MAX_LOOKED_AT = 200;

interface Seen {
  user: User;
  isRendered: boolean;
  /** Of path and body. */
  length: number;
  missing: number;
  isAscii: boolean;
}

/** @param users the first of the audience, in the order of their ids */
export function renderingOf(
  campaign: Campaign,
  users: readonly User[],
  nowMs: () => number,
): RenderingFacts | null {
  const connector = connectorOf(campaign);
  if (connector === undefined || users.length === 0) return null;
  const seen = seeAll(campaign, connector, users, nowMs);
  return {
    lookedAt: users.length,
    unrendered: seen.filter(({ isRendered }) => !isRendered).length,
    samples: chosen(seen).map(({ user, kinds }) => sampleOf(campaign, connector, user, kinds, nowMs)),
  };
}

/** For one user: what they would get, or why nothing. */
export function sampleOf(
  campaign: Campaign,
  connector: Connector,
  { user_id: userId, attributes }: User,
  kinds: readonly SampleKind[],
  nowMs: () => number,
): Sample {
  const { request, problems } = previewConnector(
    connector,
    "connector",
    { userId, user: attributes, event: {} },
    { campaign: calledIn(campaign), nowMs, isTriggered: false },
  );
  if (request === null) {
    const text = problems.map(({ field, issue }) => `${field}: ${issue}`).join("\n");
    return { kinds, userId, text, isRendered: false };
  }
  const head = `${request.method} ${request.origin}${request.path}`;
  const text = request.body === null ? head : `${head}\n\n${request.body}`;
  return { kinds, userId, text, isRendered: true };
}

const calledIn = ({ id, basic_details }: Campaign) => ({ id, name: basic_details?.name ?? "" });

function seeAll(
  campaign: Campaign,
  connector: Connector,
  users: readonly User[],
  nowMs: () => number,
): Seen[] {
  const attributes = attributesRead(connector);
  const render = rendererOf(campaign, connector, attributes, nowMs);
  return users.map((user) => {
    const values = attributes.map((name) => user.attributes[name] ?? null);
    const length = render([user.user_id, ...values] as RecipientRow);
    return {
      user,
      isRendered: length !== null,
      length: length ?? 0,
      missing: values.filter((value) => value === null).length,
      isAscii: isAscii(JSON.stringify(values)),
    };
  });
}

/** @returns what tells the length of a user's request; null: there is none */
function rendererOf(
  campaign: Campaign,
  connector: Connector,
  attributes: readonly string[],
  nowMs: () => number,
): (row: RecipientRow) => number | null {
  try {
    const { render } = compileConnector(connector, { attributes, campaign: calledIn(campaign), nowMs });
    return (row) => {
      const result = render(row);
      return result.kind === "request" ? result.path.length + (result.body ?? "").length : null;
    };
  } catch (error) {
    if (error instanceof ContentError) return () => null; // S2: the template itself is the reason
    throw error;
  }
}

/** S1. A user may be several: told once. */
function chosen(seen: readonly Seen[]): Array<{ user: User; kinds: SampleKind[] }> {
  const incomplete = seen.find(({ isRendered }) => !isRendered) ?? most(seen, ({ missing }) => missing);
  const picks: Readonly<Partial<Record<SampleKind, Seen | undefined>>> = {
    first: seen[0],
    incomplete,
    longest:
      new Set(seen.map(({ length }) => length)).size > 1 ? most(seen, ({ length }) => length) : undefined,
    not_ascii: seen.find((one) => !one.isAscii),
  };
  const kindsOf = (user: User): SampleKind[] => SAMPLE_KINDS.filter((kind) => picks[kind]?.user === user);
  const users = new Set(SAMPLE_KINDS.flatMap((kind) => picks[kind]?.user ?? []));
  return [...users].map((user) => ({ user, kinds: kindsOf(user) }));
}

/** The first of those with the most; undefined when nobody has any. */
function most(seen: readonly Seen[], figure: (one: Seen) => number): Seen | undefined {
  const highest = Math.max(...seen.map(figure));
  return highest > 0 ? seen.find((one) => figure(one) === highest) : undefined;
}

// oxlint-disable-next-line no-control-regex -- the range is what ASCII is
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
