// What is typed after `/campaign`: what acts on everything first; in front of every other answer stands that all is stopped, while it is.
import { answerLift, answerStopAll, withStop } from "./acting-commands.ts";
import { answerCommand } from "./campaign-command.ts";
import type { CommandContext, Reply, Typed } from "./command-context.ts";
import { parseCommand } from "./parse-command.ts";

export async function answerTyped(context: CommandContext, typed: Typed): Promise<Reply | null> {
  const command = parseCommand(typed.text);
  if (command.verb === "stop-all") return answerStopAll(context, typed, command.words.join(" "));
  if (command.verb === "lift") return answerLift(context, typed);
  return withStop(context, await answerCommand(context, typed));
}
