// `sluice stop-all` and `sluice lift-stop`: everything in the workspace stops sending at once; two people let it go on.
import { WorkspaceStop } from "@sluice/schema";
import { Command, Option } from "commander";
import type { OperatorName } from "../stack/local-operators.ts";
import { type CommandContext, examples } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

const PATH = "/v5/workspace/stop";
const operators: readonly OperatorName[] = ["author", "approver"];

const asOption = (): Option =>
  new Option("--as <operator>", "which local operator does it").choices(operators).default("approver");

interface StopOptions extends ApiOptions {
  as: OperatorName;
}

export const stopAllCommand = (context: CommandContext): Command =>
  withApiOptions(new Command("stop-all"))
    .summary("stop everything in the workspace, at once")
    .description(
      "Every run is paused, and until two people lift the stop nothing is published, resumed, replayed or tested.\n" +
        "Takes the scope `publish` or `approve`. The stop is JSON on stdout.",
    )
    .argument("[reason]", "for everybody who looks why")
    .addOption(asOption())
    .addHelpText("after", examples('sluice stop-all "the shop is down"', "sluice lift-stop --as author"))
    .action(async (reason: string | undefined, options: StopOptions) => {
      const api = await openApi(options, options.as);
      const body = reason === undefined ? {} : { reason };
      context.print(JSON.stringify(await api.call(WorkspaceStop, "POST", PATH, body), null, 2));
    });

export const liftStopCommand = (context: CommandContext): Command =>
  withApiOptions(new Command("lift-stop"))
    .summary("lift a stop: takes two people, each once")
    .description(
      "Runs stay paused: resume each. `--show` only says who stopped, when, why, and who lifted it so far.",
    )
    .addOption(asOption())
    .option("--show", "look, and do nothing")
    .addHelpText(
      "after",
      examples("sluice lift-stop", "sluice lift-stop --as author", "sluice lift-stop --show"),
    )
    .action(async (options: StopOptions & { show?: boolean }) => {
      const api = await openApi(options, options.as);
      const stop =
        options.show === true
          ? await api.call(WorkspaceStop.nullable(), "GET", PATH)
          : await api.call(WorkspaceStop, "POST", `${PATH}/lift`, {});
      context.print(JSON.stringify(stop, null, 2));
    });
