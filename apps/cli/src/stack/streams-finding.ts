// What `sluice doctor` says of the streams on a NATS that somebody else runs: whether they are there, and how many servers hold them.
import { type Bus, BusError, connectBus } from "@sluice/bus";
import type { Finding } from "./finding.ts";

const NAME = "streams";
/** The one whose loss costs most; the others are made with it. */
const STREAM = "LEDGER";

export async function streamsFinding(natsUrl: string): Promise<Finding> {
  let bus: Bus;
  try {
    bus = await connectBus({ natsUrl, name: "sluice-doctor" });
  } catch (error) {
    return notKnown(error);
  }
  try {
    const { config, cluster } = await bus.jsm.streams.info(STREAM);
    const away = (cluster?.replicas ?? []).filter(({ current, offline }) => !current || offline);
    return heldBy(
      config.num_replicas,
      natsUrl.split(",").length,
      away.map(({ name }) => name),
    );
  } catch {
    return {
      name: NAME,
      state: "missing",
      detail: `there is no stream ${STREAM}, or no leader for it`,
      advice: "sluice prepare, with the operator's user in NATS_URL, makes them.",
    };
  } finally {
    await bus.close();
  }
}

function notKnown(error: unknown): Finding {
  const isRefused = error instanceof BusError && error.code === "NOT_ALLOWED";
  return isRefused
    ? { name: NAME, state: "missing", detail: error.message }
    : { name: NAME, state: "note", detail: "NATS does not answer; it is not known whether they are there" };
}

export function heldBy(replicas: number, servers: number, away: readonly string[]): Finding {
  if (away.length > 0) {
    const detail = `held by ${replicas} servers, of which ${away.join(", ")} is away or lags`;
    const advice = "Start it, or wait until it has caught up: with one more away nothing is written.";
    return { name: NAME, state: "note", detail, advice };
  }
  if (servers > 1 && replicas === 1) {
    const detail = `held by one of ${servers} servers: when it is lost, what is on it is lost`;
    const advice = `nats stream edit ${STREAM} --replicas 3, and so for each; SLUICE_NATS_REPLICAS=3 for those that are made.`;
    return { name: NAME, state: "note", detail, advice };
  }
  return { name: NAME, state: "ok", detail: replicas === 1 ? "there" : `there, held by ${replicas} servers` };
}
