// What nobody should ever publish, on every subject that an app reads: random bytes, and JSON of the wrong shape.
import { connectBus } from "@sluice/bus";
import { seededRandom } from "../seeded-random.ts";

/** Of no run that exists: what belongs to a live batch is guarded by compare-and-set and by rights. */
const STRANGE_RUN = "01a00000-0000-7000-8000-000000000000";
const SUBJECTS = [
  `batches.bench.${STRANGE_RUN}.0`,
  `batches.bench.no-run.x`,
  `ledger.bench.${STRANGE_RUN}.0`,
  `attempts.bench.${STRANGE_RUN}`,
  "demands.stranger",
  "metrics.bench.delivery.stranger",
  `$KV.control.bench.${STRANGE_RUN}`,
  `$KV.runs.bench.${STRANGE_RUN}`,
];
const MESSAGES_A_SUBJECT = 5;

export async function throwGarbage(natsUrl: string, draw: number): Promise<void> {
  const random = seededRandom(Math.floor(draw * 2 ** 31));
  const bus = await connectBus({ natsUrl, name: "sluice-bench garbage" });
  try {
    for (const subject of SUBJECTS)
      for (let n = 0; n < MESSAGES_A_SUBJECT; n++) bus.nc.publish(subject, garbage(random));
    await bus.nc.flush();
  } finally {
    await bus.close();
  }
}

function garbage(random: () => number): Uint8Array | string {
  if (random() < 0.3) return '{"v":1,"rows":[[1]],"grants":"all","state":"on fire"}';
  return Uint8Array.from({ length: Math.floor(random() * 600) }, () => Math.floor(random() * 256));
}
