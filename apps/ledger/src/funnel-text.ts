import { RECIPIENT_ENDS } from "@sluice/schema";
import type { EndedRun } from "@sluice/store";

const number = new Intl.NumberFormat("en");

/** `sent: 1,000 targeted, 10 excluded, 990 recipients: 980 delivered, 10 dead-lettered (1,020 requests)` */
export function funnelText(
  run: Pick<EndedRun, "status" | "targeted" | "recipients" | "ends" | "attempts">,
): string {
  const excluded = run.targeted - run.recipients;
  const ends = RECIPIENT_ENDS.filter((end) => run.ends[end] > 0).map(
    (end) => `${number.format(run.ends[end])} ${end.replace("_", "-")}`,
  );
  const above = [
    `${number.format(run.targeted)} targeted`,
    ...(excluded > 0 ? [`${number.format(excluded)} excluded`] : []),
    `${number.format(run.recipients)} recipients`,
  ].join(", ");
  const below = ends.length === 0 ? "" : `: ${ends.join(", ")}`;
  return `${run.status.replace("_", " ")}: ${above}${below} (${number.format(run.attempts)} requests)`;
}
