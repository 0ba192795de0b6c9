// Scheme, host and port of a connector's URL: literal in every connector, whatever templates follow.
const LITERAL_PART = /^[a-z]+:\/\/[^/?#]+/i;

/** @throws TypeError when there is no such part; `connectorProblems` finds that before. */
export function connectorOrigin(url: string): string {
  const [literal = url] = LITERAL_PART.exec(url) ?? [];
  return new URL(literal).origin;
}
