// Pause, resume and cancel are intents: what several people want at the same moment is settled by a rule, not by whose click was
// a millisecond faster.
//
//   I1. On one campaign one intent is carried out at a time. Of those that wait the strongest goes first: cancel, pause, resume.
//   I2. A resume gives way to what somebody else wanted while it waited, or right before it. Its person hears whose intent that was.
//   I3. Bounded: campaigns that nobody wants anything of are forgotten.
import type { Deed } from "./verb-rules.ts";

const STRENGTH = { resume: 0, pause: 1, cancel: 2 } as const satisfies Partial<Record<Deed, number>>;
export type ControlDeed = keyof typeof STRENGTH;

export const isControl = (deed: Deed): deed is ControlDeed => deed in STRENGTH;

export interface Intent {
  campaignId: string;
  deed: ControlDeed;
  userId: string;
}

export type Outcome<T> = { wasCarriedOut: true; result: T } | { wasCarriedOut: false; gaveWayTo: Intent };

interface Line {
  isBusy: boolean;
  waiting: Array<{ intent: Intent; go: () => void }>;
  last: { intent: Intent; atMs: number } | null;
}

/** Within it a click is an answer to what the person saw before, not to what has happened since. */
const SAME_MOMENT_MS = 2_000;
const MAX_LINES = 1_000;

export class ControlIntents {
  readonly #nowMs: () => number;
  readonly #lines = new Map<string, Line>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** @throws what `work` throws; then the intent counts for nothing */
  async carryOut<T>(intent: Intent, work: () => Promise<T>): Promise<Outcome<T>> {
    const line = this.#lineOf(intent.campaignId);
    await takeTurn(line, intent);
    try {
      const stronger = this.#strongerThan(intent, line);
      if (stronger !== null) return { wasCarriedOut: false, gaveWayTo: stronger };
      const result = await work();
      line.last = { intent, atMs: this.#nowMs() };
      return { wasCarriedOut: true, result };
    } finally {
      endTurn(line);
    }
  }

  /** I2. What was done while it waited is last, and recent. */
  #strongerThan({ deed, userId }: Intent, { last }: Line): Intent | null {
    if (last === null || this.#nowMs() - last.atMs > SAME_MOMENT_MS) return null;
    const isStronger = STRENGTH[last.intent.deed] > STRENGTH[deed] && last.intent.userId !== userId;
    return isStronger && deed === "resume" ? last.intent : null;
  }

  #lineOf(campaignId: string): Line {
    const known = this.#lines.get(campaignId);
    if (known !== undefined) return known;
    if (this.#lines.size >= MAX_LINES) this.#forgetIdle();
    const line: Line = { isBusy: false, waiting: [], last: null };
    this.#lines.set(campaignId, line);
    return line;
  }

  /** I3 */
  #forgetIdle(): void {
    for (const [campaignId, { isBusy, last }] of this.#lines)
      if (!isBusy && (last === null || this.#nowMs() - last.atMs > SAME_MOMENT_MS))
        this.#lines.delete(campaignId);
  }
}

function takeTurn(line: Line, intent: Intent): Promise<void> {
  if (!line.isBusy) {
    line.isBusy = true;
    return Promise.resolve();
  }
  return new Promise((go) => line.waiting.push({ intent, go }));
}

/** I1 */
function endTurn(line: Line): void {
  const next = line.waiting.toSorted((a, b) => STRENGTH[b.intent.deed] - STRENGTH[a.intent.deed])[0];
  line.isBusy = next !== undefined;
  if (next === undefined) return;
  line.waiting.splice(line.waiting.indexOf(next), 1);
  next.go();
}
