// The access token of one authorization configuration, as one sender thread has it. All threads of all processes share
// one entry, and each may fetch the next token. A state machine: clock, chance, entry and request are its ports.
//
//   S1. One fetches at a time: who wants to writes `fetching_by` by compare-and-set, and the others wait for the entry to
//       change. One that died while fetching is overtaken when its entry has not changed for FETCH_LEASE_MS on OUR clock.
//   S2. The old token stays in use while it is valid and not refused: a fetch that fails costs nothing by itself.
//   S3. A refused token is fetched anew once, however many requests were refused with it; then, at the earliest after
//       REFUSED_PAUSE_MS, once more: an endpoint that refuses one recipient for ever must not wear out the provider.
//   S4. Only while it is used (`tick`) does a source fetch.
import type { TokenEntry } from "@sluice/schema";
import type { Clock } from "./clock.ts";
import type { TokenAnswer } from "./token-answer.ts";
import { entryAfter, entryOf } from "./token-entries.ts";
import { fetchRetryMs, refreshAfterMs } from "./token-life.ts";

export const FETCH_LEASE_MS = 15_000;
const REFUSED_PAUSE_MS = 5_000;
const PAUSE_AFTER_BUS_FAILURE_MS = 500;

export interface StoredToken {
  entry: TokenEntry | null;
  revision: number;
}

export interface TokenPorts {
  clock: Pick<Clock, "nowMs" | "monotonicMs">;
  random: () => number;
  /** Names this thread. */
  owner: string;
  read(): Promise<StoredToken>;
  /** Compare-and-set. @returns null when somebody else wrote. */
  write(entry: TokenEntry, expectedRevision: number): Promise<number | null>;
  /** Never rejects. */
  fetch(): Promise<TokenAnswer>;
  seal(token: string, tokenVersion: number): string;
  /** null: it cannot be opened here. */
  open(sealed: string, tokenVersion: number): string | null;
}

export interface UsableToken {
  readonly token: string;
  /** On the monotonic clock: since when this thread uses it. */
  readonly sinceMs: number;
  readonly untilMs: number;
}

export class TokenSource {
  readonly #configurationVersion: number;
  readonly #ports: TokenPorts;
  #known: StoredToken | null = null;
  #seenAtMs = 0;
  #usable: UsableToken | null = null;
  #refreshAtMs = Infinity;
  #notBeforeMs = -Infinity;
  #isRefused = false;
  #refusedFetchAtMs = -Infinity;
  #isBusy = false;
  #mustRead = true;
  #failureCount = 0;

  constructor(configurationVersion: number, ports: TokenPorts) {
    this.#configurationVersion = configurationVersion;
    this.#ports = ports;
  }

  /** HOT. null: none that may be used now. */
  current(): UsableToken | null {
    return this.#isHeldBack() ? null : this.#usable;
  }

  /** Fetches that were seen to fail, here or elsewhere: only grows. */
  get failureCount(): number {
    return this.#failureCount;
  }

  /** A request that was sent at `startedMs` was refused. Nothing to do when the token has changed since. */
  refuse(startedMs: number): void {
    if (this.#usable !== null && this.#usable.sinceMs <= startedMs) this.#isRefused = true;
  }

  /** What the watch, or a read, says of the entry. Older than what is known: passed over. */
  receive(stored: StoredToken): void {
    if (this.#known !== null && stored.revision <= this.#known.revision) return;
    const before = this.#known?.entry ?? null;
    this.#known = stored;
    this.#seenAtMs = this.#ports.clock.monotonicMs();
    const { entry } = stored;
    if (entry?.configuration_version !== this.#configurationVersion) return this.#drop();
    if (entry.token_version !== before?.token_version || entry.sealed !== before.sealed) this.#adopt(entry);
    if (entry.failures > 0 && entry.fetching_by === null) this.#noteFailure(entry.failures);
  }

  /** Several times a second, while the token is used. Starts what is to be done. */
  tick(): void {
    const nowMs = this.#ports.clock.monotonicMs();
    if (this.#usable !== null && nowMs >= this.#usable.untilMs) this.#usable = null;
    if (this.#isBusy || nowMs < this.#notBeforeMs) return;
    if (this.#mustRead) return void this.#busy(() => this.#read());
    if (this.#isWanted(nowMs) && this.#mayFetch(nowMs)) void this.#busy(() => this.#fetch());
  }

  #isWanted(nowMs: number): boolean {
    const isOlderHere = (this.#known?.entry?.configuration_version ?? 0) > this.#configurationVersion;
    if (isOlderHere) return false; // newer settings are on their way to us
    if (this.#usable === null || nowMs >= this.#refreshAtMs) return true;
    return this.#isRefused && this.#mayAskAgain(nowMs);
  }

  #mayAskAgain(nowMs: number): boolean {
    return nowMs - this.#refusedFetchAtMs >= REFUSED_PAUSE_MS; // S3
  }

  /** A refused token is not sent while another is on its way: those requests would be refused as well. */
  #isHeldBack(): boolean {
    const nowMs = this.#ports.clock.monotonicMs();
    if (this.#usable !== null && nowMs >= this.#usable.untilMs) return true;
    return this.#isRefused && nowMs >= this.#notBeforeMs && (this.#isBusy || this.#mayAskAgain(nowMs));
  }

  #mayFetch(nowMs: number): boolean {
    const fetchingBy = this.#known?.entry?.fetching_by ?? null;
    if (fetchingBy === null || fetchingBy === this.#ports.owner) return true;
    return nowMs - this.#seenAtMs >= FETCH_LEASE_MS; // S1
  }

  /** A failure of the bus is no answer: what was not learned is read again. */
  async #busy(work: () => Promise<void>): Promise<void> {
    this.#isBusy = true;
    try {
      await work();
    } catch {
      this.#mustRead = true;
      this.#notBeforeMs = this.#ports.clock.monotonicMs() + PAUSE_AFTER_BUS_FAILURE_MS;
    } finally {
      this.#isBusy = false;
    }
  }

  async #read(): Promise<void> {
    this.receive(await this.#ports.read());
    this.#mustRead = false;
  }

  async #fetch(): Promise<void> {
    const { owner } = this.#ports;
    const known = entryOf(this.#known?.entry ?? null, this.#configurationVersion);
    const claim = { ...known, fetching_by: owner };
    if (!(await this.#write(claim))) return; // S1
    if (this.#isRefused) this.#refusedFetchAtMs = this.#ports.clock.monotonicMs();
    const answer = await this.#ports.fetch();
    await this.#write(entryAfter(claim, answer, this.#ports));
  }

  async #write(entry: TokenEntry): Promise<boolean> {
    const revision = await this.#ports.write(entry, this.#known?.revision ?? 0);
    if (revision === null) await this.#read();
    else this.receive({ entry, revision });
    return revision !== null;
  }

  #adopt({ sealed, token_version, fetched_at_ms, expires_at_ms }: TokenEntry): void {
    this.#drop();
    const token = sealed === null ? null : this.#ports.open(sealed, token_version);
    const { clock, random } = this.#ports;
    const nowMs = clock.nowMs();
    if (token === null || expires_at_ms <= nowMs) return;
    const sinceMs = clock.monotonicMs();
    this.#usable = { token, sinceMs, untilMs: sinceMs + expires_at_ms - nowMs };
    const ageMs = Math.max(0, nowMs - fetched_at_ms);
    this.#refreshAtMs = sinceMs + refreshAfterMs(expires_at_ms - fetched_at_ms, random()) - ageMs;
  }

  #drop(): void {
    this.#usable = null;
    this.#isRefused = false;
    this.#refreshAtMs = Infinity;
  }

  #noteFailure(failures: number): void {
    this.#failureCount += 1;
    this.#isRefused = false; // the requests that were refused end as they were answered
    this.#notBeforeMs = this.#seenAtMs + fetchRetryMs(failures, this.#ports.random());
  }
}
