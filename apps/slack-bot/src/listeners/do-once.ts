// What a submitted modal asks for, done once; told to whoever submitted it where it failed.
import type { Wanted } from "../actions/action-context.ts";
import { takeAction } from "../actions/take-action.ts";
import type { Office } from "../offices/office.ts";

export async function doOnce(
  { context, memory }: Office,
  key: string,
  wanted: Wanted,
  tell: (text: string) => Promise<void>,
): Promise<void> {
  if (!(await memory.isFirst(key))) return;
  const answer = await takeAction(context, wanted);
  if (!answer.done) await tell(answer.text);
}
