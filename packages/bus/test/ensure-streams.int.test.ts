// Apps that start together on an empty server: each makes everything, and none may stumble over another.
import { startTestNats } from "@sluice/embedded";
import { expect, test } from "vitest";
import { type Bus, connectBus, ensureStreams } from "@sluice/bus";

/** Room for everything but the ledger as declared: it takes what is left, and there is none for asking twice. */
const maxFileStoreBytes = 1024 ** 3;

const connect = (natsUrl: string): Promise<Bus> => connectBus({ natsUrl, name: "test" });

/** Its requests to make this stream leave only when `until` resolves. */
function slowedAt(bus: Bus, stream: string, until: Promise<unknown>): void {
  const request = bus.nc.request.bind(bus.nc);
  bus.nc.request = async (subject, ...rest) => {
    if (subject.endsWith(`.STREAM.CREATE.${stream}`)) await until;
    return request(subject, ...rest);
  };
}

test("five apps at once make every stream and bucket of an empty server that has just enough room", async () => {
  await using nats = await startTestNats({ maxFileStoreBytes });
  const buses = await Promise.all(Array.from({ length: 5 }, () => connect(nats.url)));
  await Promise.all(buses.map((bus) => ensureStreams(bus)));
  const { config } = await buses[0]!.jsm.streams.info("LEDGER");
  expect(config.max_bytes).toBeGreaterThan(0);
  await Promise.all(buses.map((bus) => bus.close()));
});

test.each(["KV_runs", "KV_origins", "NOTICES", "LEDGER"])(
  "an app that asks for %s when another has made everything, and left no room, takes what is there",
  async (stream) => {
    await using nats = await startTestNats({ maxFileStoreBytes });
    const [first, second] = await Promise.all([connect(nats.url), connect(nats.url)]);
    const made = Promise.withResolvers<void>();
    slowedAt(second, stream, made.promise);
    const ensuring = ensureStreams(second);
    // It has found nothing and is about to ask.
    await second.nc.flush();
    await ensureStreams(first);
    made.resolve();
    await expect(ensuring).resolves.toBeUndefined();
    await Promise.all([first, second].map((bus) => bus.close()));
  },
);

test("a server without room for a stream that nobody made says so", async () => {
  await using nats = await startTestNats({ maxFileStoreBytes: 256 * 1024 ** 2 });
  const bus = await connect(nats.url);
  await expect(ensureStreams(bus)).rejects.toMatchObject({ code: "NO_SPACE" });
  await bus.close();
});
