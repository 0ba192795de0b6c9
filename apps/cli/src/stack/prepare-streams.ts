// Streams and buckets as the operator's user: what every app then finds.
import { connectBus, ensureStreams } from "@sluice/bus";

/** @param replicas servers that hold each stream which is made now. @throws BusError: says what to do. */
export async function prepareStreams(natsUrl: string, replicas: number): Promise<void> {
  const bus = await connectBus({ natsUrl, name: "sluice-cli" });
  try {
    await ensureStreams(bus, { replicas });
  } finally {
    await bus.close();
  }
}
