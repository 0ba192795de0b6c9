// What was delivered once is done once, whichever process got it: the memory knows for a day.
//
//   K1. The delivery is written down before anything is done. Killed in between, nothing is done; whoever clicked clicks again.
//   K2. When the memory cannot be asked, nothing is done, and that is said: twice would be worse than not at all.
import type { AnyMiddlewareArgs, Middleware } from "@slack/bolt";
import type { Logger } from "@sluice/telemetry";
import type { Office } from "../offices/office.ts";
import { soundPayload } from "./sound-payload.ts";

export const handleOnce =
  (log: Logger): Middleware<AnyMiddlewareArgs> =>
  async ({ body, context, next, ...args }) => {
    const office = context["office"] as Office | undefined;
    const { key } = soundPayload({ ...body });
    if (office === undefined || key === null || (await office.memory.isFirst(key))) return next(); // K1, K2
    log.info({ key }, "slack.delivered_again");
    if ("ack" in args) await (args.ack as () => Promise<void>)();
    return undefined;
  };
