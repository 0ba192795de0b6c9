// `sluice vault`: the keys that secrets are sealed with, in the data folder. Elsewhere they are the operator's own file.
import { generateVaultKey } from "@sluice/vault";
import { Command } from "commander";
import { dataFolder } from "../stack/data-folder.ts";
import { readKeysOf, writeKeysOf } from "../stack/vault-keys.ts";
import { type CommandContext, dataOption, examples } from "./command-context.ts";

export function vaultCommand(context: CommandContext): Command {
  const command = new Command("vault")
    .summary("list and rotate the keys that secrets are sealed with")
    .description(
      "The first key seals, all of them open. After a rotation start Sluice anew: the planner then wraps all secrets with the\n" +
        "new key in the background and says `secrets.rewrapped` in its log; old keys may go when nothing is left.",
    )
    .addOption(dataOption())
    .addHelpText("after", examples("sluice vault list", "sluice vault rotate"));
  const folder = () => dataFolder(command.opts<{ data: string }>().data);
  const show = async (): Promise<void> => {
    const keys = (await readKeysOf(folder())).map(({ id }, index) => ({ id, seals: index === 0 }));
    context.print(JSON.stringify({ keys }, null, 2));
  };
  return command
    .addCommand(new Command("list").summary("ids of the keys, the one that seals first").action(show))
    .addCommand(
      new Command("rotate").summary("put a new key first").action(async () => {
        const known = await readKeysOf(folder());
        await writeKeysOf(folder(), [generateVaultKey(Date.now()), ...known]);
        context.reporter.say("Made. Start Sluice anew, and it seals with the new key.");
        await show();
      }),
    );
}
