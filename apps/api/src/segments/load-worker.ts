// Files behind addresses, one at a time in each process: fetched, loaded, and told of.
//
//   W1. Work is claimed in Postgres. What a process that dies has claimed, another one claims a minute later.
//   W2. A file that did not come, or a failure of ours, is tried five times; a file that is wrong is not.
//       Loads of a process that ends in order are others' at once.
//   W3. Whoever asked is told at least once, with five tries; what came of the load stands before anybody is told.
import {
  claimLoad,
  failLoad,
  getLoad,
  getSegment,
  type LoadRef,
  noteCallback,
  releaseLoad,
  type StoredLoad,
} from "@sluice/store";
import { loadFailure } from "./load-failure.ts";
import { maxFileBytes, runLoad } from "./run-load.ts";
import type { SegmentPorts } from "./segment-ports.ts";

const IDLE_MS = 5_000;
const MAX_TRIES = 5;
const MAX_CALLBACK_TRIES = 5;

export class LoadWorker {
  readonly #ports: SegmentPorts;
  readonly #done: Promise<void>;
  readonly #stopping = new AbortController();
  #wake: () => void = () => undefined;

  constructor(ports: SegmentPorts) {
    this.#ports = ports;
    this.#done = this.#work();
  }

  /** There may be something to do. */
  nudge(): void {
    this.#wake();
  }

  /** Gives up the load in hand. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#done;
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #work(): Promise<void> {
    while (!this.#isStopping) {
      const didSomething = await this.#next().catch((error: unknown) => {
        this.#ports.log.warn({ err: error }, "segment_load.not_tried");
        return false;
      });
      if (!didSomething && !this.#isStopping) await this.#idle();
    }
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #next(): Promise<boolean> {
    const ref = await claimLoad(this.#ports.store); // W1
    if (ref === null) return false;
    const load = await this.#get(ref);
    if (load?.state === "loading") await this.#load(ref, load);
    const after = await this.#get(ref);
    if (after?.callback_state === "due") await this.#tell(ref, after);
    return true;
  }

  #get(ref: LoadRef): Promise<StoredLoad | null> {
    return getLoad(this.#ports.storeOf(ref.workspaceId).db, ref);
  }

  async #load(ref: LoadRef, load: StoredLoad): Promise<void> {
    const { files, storeOf, log } = this.#ports;
    const store = storeOf(ref.workspaceId);
    const { file_url: url, tries, segment_id } = load;
    const about = { ...ref, segmentId: segment_id, tries };
    if (url === null)
      return failLoad(store.db, ref, tries, "the upload ended before the whole file was there");
    try {
      const { signal } = this.#stopping;
      const source = files.download({ url, maxBytes: maxFileBytes(segment_id), signal });
      const { changed, userCount } = await runLoad(store, ref.workspaceId, load, source);
      log.info({ ...about, changedCount: changed, userCount }, "segment.loaded");
    } catch (error) {
      if (this.#isStopping) return releaseLoad(store.db, ref, tries);
      const { words, isFinal } = loadFailure(error);
      log.warn({ ...about, err: error, isFinal }, "segment_load.failed");
      if (isFinal || tries >= MAX_TRIES) await failLoad(store.db, ref, tries, words); // W2
    }
  }

  /** W3 */
  async #tell(ref: LoadRef, load: StoredLoad): Promise<void> {
    const { files, storeOf, log } = this.#ports;
    const { db } = storeOf(ref.workspaceId);
    const segment = await getSegment(db, { workspaceId: ref.workspaceId, segmentId: load.segment_id });
    const message = toCallback(ref, load, segment?.name ?? "global control group");
    const status = await files.tell(load.callback_url ?? "", message).catch((error: unknown) => {
      log.warn({ ...ref, err: error }, "segment_load.not_told");
      return 0;
    });
    const isTold = status >= 200 && status < 300;
    const isLastTry = load.callback_tries + 1 >= MAX_CALLBACK_TRIES;
    await noteCallback(db, ref, isTold ? "told" : isLastTry ? "failed" : "due");
  }
}

function toCallback({ workspaceId, loadId }: LoadRef, load: StoredLoad, segmentName: string): object {
  const about = { db_name: workspaceId, segment_name: segmentName, request_id: loadId };
  if (load.state === "failed") return { ...about, status: 400, error_message: load.error };
  const { values_found, values_processed, user_count } = load;
  return { ...about, status: 201, values_found, values_processed, user_count };
}
