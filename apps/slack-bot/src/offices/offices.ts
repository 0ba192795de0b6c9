// The offices that are open: one for each Slack workspace, made at the start and when somebody first comes.
//
//   F1. An office is found by the installation that Slack names, never by anything that a person wrote or a button carries.
//   F2. What was found is asked for again after a short while, and at once when Slack says that a token is no longer good.
//   F3. Bounded: the one that nobody came to for the longest time closes first. It opens again when somebody comes.
import type { WorkspaceId } from "@sluice/schema";
import type { Office } from "./office.ts";
import type { Place, Places } from "./place.ts";

export const MAX_OFFICES = 1_000;
/** So long an office may work on after its link was taken away. */
export const FRESH_FOR_MS = 60_000;

interface Opened {
  office: Office;
  freshUntilMs: number;
}

/** The app is not installed where the event comes from, or no longer. */
export class NotInstalled extends Error {
  override readonly name = "NotInstalled";
}

export class Offices {
  readonly #places: Places;
  readonly #open: (place: Place) => Office;
  readonly #nowMs: () => number;
  readonly #maxOffices: number;
  /** Whoever was come to last stands last. */
  readonly #opened = new Map<string, Opened>();
  readonly #closing = new Set<Promise<void>>();
  #turns: Promise<unknown> = Promise.resolve();

  constructor(options: {
    places: Places;
    open: (place: Place) => Office;
    nowMs: () => number;
    maxOffices?: number;
  }) {
    this.#places = options.places;
    this.#open = options.open;
    this.#nowMs = options.nowMs;
    this.#maxOffices = options.maxOffices ?? MAX_OFFICES;
  }

  get open(): readonly Office[] {
    return [...this.#opened.values()].map(({ office }) => office);
  }

  ofWorkspace(workspaceId: WorkspaceId): readonly Office[] {
    return this.open.filter(({ place }) => place.workspaceId === workspaceId);
  }

  /** F1, F2. @throws NotInstalled */
  async at(teamId: string): Promise<Office> {
    const known = this.#opened.get(teamId);
    const isFresh = known !== undefined && known.freshUntilMs > this.#nowMs();
    const office = isFresh ? known.office : await this.#inTurn(teamId);
    this.#comeTo(teamId);
    return office;
  }

  /** One that cannot be opened keeps nobody else out. */
  async openAll(onFailure: (teamId: string, error: unknown) => void): Promise<void> {
    for (const teamId of (await this.#places.teamIds()).slice(0, this.#maxOffices))
      await this.at(teamId).catch((error: unknown) => onFailure(teamId, error));
  }

  /** F2, for those that nobody comes to. */
  async refresh(): Promise<void> {
    for (const teamId of this.#opened.keys()) {
      this.#forget(teamId);
      await this.#inTurn(teamId).catch(unlessNotInstalled);
    }
  }

  /** Installed or linked anew: looked up again, and open. */
  async renew(teamId: string): Promise<void> {
    this.#forget(teamId);
    await this.at(teamId);
  }

  /** F2. @returns whether an installation was there and is deleted now. */
  async remove(teamId: string, toldMs: number): Promise<boolean> {
    const isRemoved = await this.#places.remove(teamId, toldMs);
    if (isRemoved) this.#close(teamId);
    else this.#forget(teamId);
    return isRemoved;
  }

  /** F3 */
  #comeTo(teamId: string): void {
    const known = this.#opened.get(teamId);
    if (known === undefined) return;
    this.#opened.delete(teamId);
    this.#opened.set(teamId, known);
  }

  #forget(teamId: string): void {
    const known = this.#opened.get(teamId);
    if (known !== undefined) known.freshUntilMs = 0;
  }

  #close(teamId: string): void {
    const known = this.#opened.get(teamId);
    if (known === undefined) return;
    this.#opened.delete(teamId);
    const closing = known.office.stop().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  async stop(): Promise<void> {
    for (const teamId of this.#opened.keys()) this.#close(teamId);
    await Promise.all(this.#closing);
  }

  /** One after the other, so that two who come at once find one office. */
  #inTurn(teamId: string): Promise<Office> {
    const found = this.#turns.then(() => this.#find(teamId));
    this.#turns = found.catch(() => undefined);
    return found;
  }

  async #find(teamId: string): Promise<Office> {
    const nowMs = this.#nowMs();
    const known = this.#opened.get(teamId);
    if (known !== undefined && known.freshUntilMs > nowMs) return known.office;
    const place = await this.#places.of(teamId);
    if (place === null) {
      this.#close(teamId);
      throw new NotInstalled(`Slack workspace ${teamId} has no installation that is linked with a workspace`);
    }
    const isSame = known !== undefined && isSamePlace(known.office.place, place);
    if (!isSame) this.#close(teamId);
    if (isSame) {
      known.freshUntilMs = nowMs + FRESH_FOR_MS;
      return known.office;
    }
    const office = this.#open(place);
    this.#opened.set(teamId, { office, freshUntilMs: nowMs + FRESH_FOR_MS });
    this.#keepBound();
    return office;
  }

  /** F3 */
  #keepBound(): void {
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > this.#maxOffices && oldest !== undefined) this.#close(oldest);
  }
}

function unlessNotInstalled(error: unknown): void {
  if (!(error instanceof NotInstalled)) throw error;
}

const isSamePlace = (one: Place, other: Place): boolean =>
  (Object.keys(one) as Array<keyof Place>).every((field) => one[field] === other[field]);
