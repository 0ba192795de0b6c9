import { InvalidArgumentError } from "commander";

/** For commander: `name=value`, which may be given several times. */
export function nameValue(text: string, known: Record<string, string> = {}): Record<string, string> {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError('Write it as name=value, for example "code=4711".');
  return { ...known, [text.slice(0, equals)]: text.slice(equals + 1) };
}
