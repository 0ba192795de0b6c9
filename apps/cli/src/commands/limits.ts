// `sluice limits`: the caps of a workspace and of its origins. The limit of one campaign is `sluice campaign limit`.
import { MAX_CAP_REQUESTS_PER_MINUTE } from "@sluice/schema";
import { Command } from "commander";
import { z } from "zod";
import type { ApiClient } from "../api/api-client.ts";
import { type CommandContext, examples, wholeNumber } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

const PATH = "/v5/workspace/limits";
const ORIGINS_PATH = "/v5/workspace/origin-limits";
const requestsPerMinute = wholeNumber(1, MAX_CAP_REQUESTS_PER_MINUTE);

export function limitsCommand(context: CommandContext): Command {
  const command = withApiOptions(new Command("limits"))
    .summary("show and set the caps of the workspace and of origins")
    .description(
      "Requests a minute over all runs together; a change holds within two seconds. To set one takes the scope `admin`\n" +
        "(of the local operators the approver has it). Results are JSON on stdout.",
    )
    .addHelpText(
      "after",
      examples(
        "sluice limits show",
        "sluice limits workspace 300000",
        "sluice limits origin https://api.example.com 6000",
        "sluice limits remove https://api.example.com",
      ),
    );
  const run = async (change: (api: ApiClient) => Promise<unknown>): Promise<void> => {
    const api = await openApi(command.opts<ApiOptions>(), "approver");
    await change(api);
    context.print(JSON.stringify(await api.call(z.unknown(), "GET", PATH), null, 2));
  };
  return command
    .addCommand(new Command("show").summary("all caps").action(() => run(async () => undefined)))
    .addCommand(
      new Command("workspace")
        .summary("set the workspace's cap")
        .argument("<requests-per-minute>", "over all its runs", requestsPerMinute)
        .action((cap: number) =>
          run((api) => api.call(z.unknown(), "PUT", PATH, { requests_per_minute: cap })),
        ),
    )
    .addCommand(
      new Command("origin")
        .summary("set the cap of an origin")
        .argument("<origin>", "scheme, host and port")
        .argument("<requests-per-minute>", "over all runs that send there", requestsPerMinute)
        .action((origin: string, cap: number) =>
          run((api) => api.call(z.unknown(), "PUT", ORIGINS_PATH, { origin, requests_per_minute: cap })),
        ),
    )
    .addCommand(
      new Command("remove")
        .summary("remove the cap of an origin")
        .argument("<origin>", "scheme, host and port")
        .action((origin: string) =>
          run((api) =>
            api.call(z.unknown(), "DELETE", `${ORIGINS_PATH}?origin=${encodeURIComponent(origin)}`),
          ),
        ),
    );
}
