// The desks for segments, control group and audiences, over one set of ports.
import type { ApiPorts } from "../ports.ts";
import { ControlGroupDesk } from "./control-group-desk.ts";
import { CountDesk } from "./count-desk.ts";
import { LoadDesk } from "./load-desk.ts";
import { LoadWorker } from "./load-worker.ts";
import { SegmentDesk } from "./segment-desk.ts";
import type { SegmentPorts } from "./segment-ports.ts";
import { SettingsDesk } from "./settings-desk.ts";

export type SegmentDesks = Pick<
  ApiPorts,
  "segments" | "loads" | "loadWorker" | "controlGroup" | "audienceCounts" | "settings"
>;

/** The worker begins at once, and is to be stopped. */
export function openSegmentDesks(ports: SegmentPorts): SegmentDesks {
  const loadWorker = new LoadWorker(ports);
  const loads = new LoadDesk(ports, () => loadWorker.nudge());
  return {
    segments: new SegmentDesk(ports),
    loads,
    loadWorker,
    controlGroup: new ControlGroupDesk(ports, loads),
    audienceCounts: new CountDesk(ports),
    settings: new SettingsDesk(ports),
  };
}
