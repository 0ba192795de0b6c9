// `sluice workspace quotas`: how often a workspace may call, over HTTP with a key that has the scope `admin`.
import { QUOTA_OPERATIONS, QUOTA_WINDOWS_MS, QuotaPreset, type QuotaSettings } from "@sluice/schema";
import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { type CommandContext, examples } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

const PATH = "/v5/workspace/quotas";

type Limits = QuotaSettings["limits"];

interface QuotasOptions extends ApiOptions {
  preset?: QuotaPreset;
  limit?: Limits;
}

export function workspaceQuotasCommand(context: CommandContext): Command {
  return withApiOptions(new Command("quotas"))
    .summary("show and set how often a workspace may call, and how many campaigns it may create")
    .description(
      "Without options shows the quotas. They hold within two seconds, for all API processes together. Setting them replaces\n" +
        "all values of the workspace's own. Of the local operators the approver may do it.",
    )
    .addOption(
      new Option("--preset <name>", "product: the limits of the V5 API; open: generous; off: none").choices(
        QuotaPreset.options,
      ),
    )
    .addOption(
      new Option(
        "--limit <operation.window=n>",
        "in place of the preset's, n or none; may be repeated",
      ).argParser(addLimit),
    )
    .addHelpText(
      "after",
      examples(
        "sluice workspace quotas",
        "sluice workspace quotas --preset product",
        "sluice workspace quotas --preset open --limit created.per_day=1000 --limit search.per_minute=none",
      ),
    )
    .action(async ({ preset, limit, ...access }: QuotasOptions) => {
      const api = await openApi(access, "approver");
      const isChange = preset !== undefined || limit !== undefined;
      const settings = { preset: preset ?? "open", limits: limit ?? {} };
      const answer = isChange
        ? await api.call(z.unknown(), "PUT", PATH, settings)
        : await api.call(z.unknown(), "GET", PATH);
      context.print(JSON.stringify(answer, null, 2));
    });
}

const Named = z.object({
  operation: z.enum(QUOTA_OPERATIONS),
  window: z.enum(Object.keys(QUOTA_WINDOWS_MS) as Array<keyof typeof QUOTA_WINDOWS_MS>),
  limit: z.union([z.literal("none").transform(() => null), z.coerce.number().int().min(1)]),
});

function addLimit(text: string, earlier: Limits = {}): Limits {
  const [, operation, window, limit] = /^(\w+)\.(\w+)=(\w+)$/.exec(text) ?? [];
  const parsed = Named.safeParse({ operation, window, limit });
  if (!parsed.success)
    throw new InvalidArgumentError(
      `Use operation.window=n, for example create.per_minute=25. Operations: ${QUOTA_OPERATIONS.join(", ")}; windows: ${Object.keys(QUOTA_WINDOWS_MS).join(", ")}.`,
    );
  const { data } = parsed;
  return { ...earlier, [data.operation]: { ...earlier[data.operation], [data.window]: data.limit } };
}
