// `sluice authorization`: how requests prove who sends them. Settings come from a JSON file, and never come back.
import { Command } from "commander";
import { z } from "zod";
import { AuthorizationTrial } from "@sluice/schema";
import type { ApiClient } from "../api/api-client.ts";
import { EXIT } from "../cli-error.ts";
import { readJson } from "../journey/campaign-file.ts";
import { type CommandContext, examples } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

const PATH = "/v5/authorization-configurations";
const at = (id: string, action = ""): string => `${PATH}/${encodeURIComponent(id)}${action}`;

export function authorizationCommand(context: CommandContext): Command {
  const command = withApiOptions(new Command("authorization"))
    .summary("keep, try, show and remove authorization configurations")
    .description(
      "What connectors name instead of a secret: OAuth 2.0 client credentials, name and password, fixed headers, or a client\n" +
        "certificate. A file holds {name, settings}. Secrets are sealed and never shown again. Needs the scope `secrets`.",
    )
    .addHelpText(
      "after",
      examples(
        "sluice authorization create crm.json",
        "sluice authorization try crm.json",
        "sluice authorization test 0123456789abcdef01234567",
        "sluice authorization uses 0123456789abcdef01234567",
      ),
    );
  const run = async <S extends z.ZodType>(
    ask: (api: ApiClient) => Promise<z.infer<S>>,
  ): Promise<z.infer<S>> => {
    const answer = await ask(await openApi(command.opts<ApiOptions>(), "author"));
    context.print(JSON.stringify(answer, null, 2));
    return answer;
  };
  const trial = async (ask: (api: ApiClient) => Promise<AuthorizationTrial>): Promise<void> => {
    const { ok } = await run<typeof AuthorizationTrial>(ask);
    context.endWith(ok ? EXIT.done : EXIT.incomplete);
  };
  return command
    .addCommand(
      withFile(
        "create",
        "keep a configuration; an OAUTH2 one must be able to fetch a token",
        async (file) => {
          const body = await readJson(file);
          await run((api) => api.call(z.unknown(), "POST", PATH, body));
        },
      ),
    )
    .addCommand(
      withFile("try", "try settings without keeping them", async (file) => {
        const { settings } = z.looseObject({ settings: z.unknown() }).parse(await readJson(file));
        await trial((api) => api.call(AuthorizationTrial, "POST", `${PATH}/test`, { settings }));
      }),
    )
    .addCommand(
      withId("change", "rename it, or replace its settings whole", async (id, file) => {
        const body = await readJson(file);
        await run((api) => api.call(z.unknown(), "PATCH", at(id), body));
      }).argument("<file>", "JSON file with name, settings, or both"),
    )
    .addCommand(
      new Command("list")
        .summary("all configurations, without their secrets")
        .action(async () => void (await run((api) => api.call(z.unknown(), "GET", PATH)))),
    )
    .addCommand(
      withId("show", "one configuration", (id) => run((api) => api.call(z.unknown(), "GET", at(id)))),
    )
    .addCommand(
      withId("test", "try what is kept, and set its status by it", (id) =>
        trial((api) => api.call(AuthorizationTrial, "POST", at(id, "/test"))),
      ),
    )
    .addCommand(
      withId("uses", "campaigns that name it and are not over", (id) =>
        run((api) => api.call(z.unknown(), "GET", at(id, "/uses"))),
      ),
    )
    .addCommand(
      withId("delete", "remove it; refused while a campaign names it", (id) =>
        run((api) => api.call(z.unknown(), "DELETE", at(id))),
      ),
    );
}

const withFile = (name: string, summary: string, act: (file: string) => Promise<void>): Command =>
  new Command(name).summary(summary).argument("<file>", "JSON file with name and settings").action(act);

const withId = (
  name: string,
  summary: string,
  act: (id: string, file: string) => Promise<unknown>,
): Command =>
  new Command(name)
    .summary(summary)
    .argument("<id>", "id of the configuration")
    .action(async (id: string, file: string) => void (await act(id, file)));
