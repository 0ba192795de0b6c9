// `sluice signing`: the secrets that requests are signed with, as Standard Webhooks say.
import { Command } from "commander";
import { z } from "zod";
import { type CommandContext, examples, wholeNumber } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

const PATH = "/v5/signing-secrets";
const MAX_OVERLAP_HOURS = 24 * 30;

export function signingCommand(context: CommandContext): Command {
  const command = withApiOptions(new Command("signing"))
    .summary("list and rotate the secrets that requests are signed with")
    .description(
      "Every request carries webhook-id, webhook-timestamp and webhook-signature. A new secret is shown once, when it is made;\n" +
        "the one before signs beside it for the overlap. Results are JSON on stdout. Rotating needs the scope `secrets`.",
    )
    .addHelpText("after", examples("sluice signing list", "sluice signing rotate --overlap-hours 48"));
  const call = async (method: "GET" | "POST", path: string, body?: unknown): Promise<void> => {
    const api = await openApi(command.opts<ApiOptions>(), "author");
    context.print(JSON.stringify(await api.call(z.unknown(), method, path, body), null, 2));
  };
  return command
    .addCommand(
      new Command("list").summary("ids and ages of those that sign now").action(() => call("GET", PATH)),
    )
    .addCommand(
      new Command("rotate")
        .summary("make a new one, and show it this once")
        .option(
          "--overlap-hours <hours>",
          "so long the present one signs beside it",
          wholeNumber(0, MAX_OVERLAP_HOURS),
          24,
        )
        .action(({ overlapHours }: { overlapHours: number }) =>
          call("POST", `${PATH}/rotate`, { overlap_hours: overlapHours }),
        ),
    );
}
