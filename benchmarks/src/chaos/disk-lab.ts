// nats-server and Postgres, each on a disk of its own that is filled and loses its power while they are written to without
// a pause. Run in a mount namespace of its own; says what was acknowledged and what is there afterwards.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectBus } from "@sluice/bus";
import { type RunningServer, startNats, startPostgres } from "@sluice/embedded";
import { openStore } from "@sluice/store";
import { waitUntil } from "../stage/wait-until.ts";
import { DataDisk } from "./data-disk.ts";
import { filled, withoutPower } from "./fire-disk-faults.ts";

export interface DiskReport {
  /** Writes that the server said were done. */
  acknowledged: number;
  /** Of these, not there after both faults. */
  lost: number;
  refusedWhileFull: number;
  /** What supervision said. */
  said: string[];
}

const DISK_BYTES = 1024 ** 3;
const FULL_MS = 6_000;
const PAUSE_AFTER_REFUSAL_MS = 20;
const RECOVERY = { timeoutMs: 60_000, what: "that writes are acknowledged again" };

interface Written {
  server: RunningServer;
  /** Rejects when it was not acknowledged. */
  write(id: number): Promise<void>;
  ids(): Promise<Set<number>>;
  close(): Promise<void>;
}

type OnSaid = (text: string) => void;

export async function runDiskLab(): Promise<Record<"nats" | "postgres", DiskReport>> {
  return { nats: await reportOn("nats", openNats), postgres: await reportOn("postgres", openPostgres) };
}

async function reportOn(
  name: string,
  open: (folder: string, onSaid: OnSaid) => Promise<Written>,
): Promise<DiskReport> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-disk-"));
  const said: string[] = [];
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  const disk = undo.use(await DataDisk.open({ folder, name, bytes: DISK_BYTES }));
  const written = await open(disk.folder, (text) => said.push(text));
  undo.defer(() => written.close());
  return { ...(await sufferBoth(disk, written)), said };
}

async function sufferBoth(disk: DataDisk, written: Written): Promise<Omit<DiskReport, "said">> {
  const writer = startWriter(written);
  await writer.untilGrown();
  const before = writer.refused;
  await filled(disk, FULL_MS, () => writer.untilGrown());
  const refusedWhileFull = writer.refused - before;
  await withoutPower(disk, written.server);
  await writer.untilGrown();
  const acknowledged = await writer.stop();
  const there = await written.ids();
  const lost = acknowledged.filter((id) => !there.has(id)).length;
  return { acknowledged: acknowledged.length, lost, refusedWhileFull };
}

/** One write after the other, whatever becomes of the one before. */
function startWriter(written: Written) {
  const acknowledged: number[] = [];
  const counts = { refused: 0 };
  const stopping = new AbortController();
  const writing = (async () => {
    for (let id = 0; !stopping.signal.aborted; id++) {
      try {
        await written.write(id);
        acknowledged.push(id);
      } catch {
        counts.refused += 1;
        await sleep(PAUSE_AFTER_REFUSAL_MS);
      }
    }
  })();
  return {
    get refused() {
      return counts.refused;
    },
    untilGrown: async () => {
      const wanted = acknowledged.length + 500;
      await waitUntil(() => (acknowledged.length >= wanted ? true : undefined), RECOVERY);
    },
    stop: async () => {
      stopping.abort();
      await writing;
      return acknowledged;
    },
  };
}

async function openNats(dataDir: string, onSaid: OnSaid): Promise<Written> {
  const server = await startNats({ dataDir, onProgress: onSaid });
  const bus = await connectBus({ natsUrl: server.url, name: "disk lab" });
  await bus.jsm.streams.add({ name: "KEPT", subjects: ["kept.*"] });
  return {
    server,
    write: async (id) => void (await bus.js.publish(`kept.${id}`, "x".repeat(4_096))),
    ids: async () => {
      const { state } = await bus.jsm.streams.info("KEPT", { subjects_filter: ">" });
      return new Set(Object.keys(state.subjects ?? {}).map((subject) => Number(subject.split(".")[1])));
    },
    close: async () => {
      await bus.nc.close();
      await server.stop();
    },
  };
}

async function openPostgres(dataDir: string, onSaid: OnSaid): Promise<Written> {
  const server = await startPostgres({ dataDir, onProgress: onSaid });
  const store = openStore({ databaseUrl: await server.createDatabase("kept"), applicationName: "disk lab" });
  await store.pool.query("create table kept (id integer, text text)");
  return {
    server,
    write: async (id) =>
      void (await store.pool.query(
        "insert into kept select $1, string_agg(md5(random()::text), '') from generate_series(1, 120)",
        [id],
      )),
    ids: async () =>
      new Set((await store.pool.query<{ id: number }>("select id from kept")).rows.map(({ id }) => id)),
    close: async () => {
      await store.close();
      await server.stop();
    },
  };
}
