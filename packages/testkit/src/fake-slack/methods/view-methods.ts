import type { ApiArguments, ApiMethod } from "../api-call.ts";
import { checkBlocks, checkView } from "../block-kit/check-blocks.ts";
import { SlackApiError } from "../slack-error.ts";
import type { ViewDefinition } from "../views.ts";

function viewIn(args: ApiArguments): ViewDefinition {
  const view = args.json<ViewDefinition>("view");
  if (view === undefined) throw new SlackApiError("invalid_arguments", { missing: "view" });
  return view;
}

const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

export const viewMethods: Record<string, ApiMethod> = {
  "views.open": ({ views }, args) => ({ view: views.open(args.required("trigger_id"), viewIn(args)) }),
  "views.push": ({ views }, args) => ({ view: views.push(args.required("trigger_id"), viewIn(args)) }),
  "views.update": ({ views }, args) => {
    const wanted = given({
      view_id: args.text("view_id"),
      external_id: args.text("external_id"),
      hash: args.text("hash"),
    });
    return { view: views.update(wanted, viewIn(args)) };
  },
  "views.publish": ({ views }, args) => ({
    view: views.publish(args.required("user_id"), viewIn(args), args.text("hash")),
  }),
  "blocks.validate": (_team, args) => {
    const view = args.json<Record<string, unknown>>("view");
    const problems = view === undefined ? checkBlocks("message", args.json("blocks")) : checkView(view);
    if (problems.length > 0) throw new SlackApiError("invalid_blocks", { errors: problems });
    return {};
  },
};
