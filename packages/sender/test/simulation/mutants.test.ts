// Senders with one fault each. A simulation that did not notice them would prove nothing.
import { expect, test } from "vitest";
import type { RecipientOutcome, RecipientRow } from "@sluice/schema";
import { BatchLedger, type BatchLedgerStart } from "../../src/batch-ledger.ts";
import { EntryWriter, type LedgerPort } from "../../src/entry-writer.ts";
import { OriginHealth } from "../../src/origin-health.ts";
import { PermitPool } from "../../src/permit-pool.ts";
import type { Takeover } from "../../src/take-batch.ts";
import { type Mutation, simulate } from "./simulate.ts";

const SEEDS = 600;
const CONNECTIONS = 8;

class ClaimsNothing extends BatchLedger {
  override get claimed(): number {
    return this.recipients;
  }
}

class DoubtsNobody extends BatchLedger {
  override isInDoubt(): boolean {
    return false;
  }
}

class ForgetsWhatPostgresKnew extends BatchLedger {
  constructor(start: BatchLedgerStart) {
    super({ ...start, resume: null });
  }
}

class ForgetsAnAttempt extends BatchLedger {
  override settle(outcome: RecipientOutcome, row: RecipientRow): void {
    super.settle(outcome.end === "retry" ? { ...outcome, attempts: outcome.attempts - 1 } : outcome, row);
  }
}

class ForgetsTheMark extends BatchLedger {
  override settle(outcome: RecipientOutcome, row: RecipientRow): void {
    super.settle(outcome.end === "retry" ? { ...outcome, isPossibleDuplicate: false } : outcome, row);
  }
}

class HoldsForEver extends EntryWriter {
  override get heldUntilMs(): number {
    return super.heldUntilMs === -Infinity ? -Infinity : Infinity;
  }
}

class AsksForNoPermit extends PermitPool {
  override take(): boolean {
    return true;
  }
}

class KeepsLateGrants extends PermitPool {
  override receive(grant: Parameters<PermitPool["receive"]>[0], nowMs: number): boolean {
    return super.receive({ ...grant, sent_at_monotonic_ms: nowMs }, nowMs);
  }
}

class SendsToTheBroken extends OriginHealth {
  override get hasRoom(): boolean {
    return this.report().state === "held" ? super.hasRoom : this.inFlight < CONNECTIONS / 2;
  }
}

class WaitsForNobody extends OriginHealth {
  override get hasRoom(): boolean {
    return this.report().state === "held" ? this.inFlight < CONNECTIONS / 2 : super.hasRoom;
  }
}

class UsesEveryConnection extends OriginHealth {
  override get hasRoom(): boolean {
    return this.report().state === "closed" ? this.inFlight < CONNECTIONS : super.hasRoom;
  }
}

const writesOver = (port: LedgerPort): LedgerPort => ({
  last: () => port.last(),
  append: async (entry, expectedSeq) => {
    const appended = await port.append(entry, expectedSeq);
    return appended.kind === "appended" ? appended : port.append(entry, (await port.last())?.seq ?? 0);
  },
});

async function takesAtOnce(port: LedgerPort): Promise<Takeover> {
  const last = await port.last();
  if (last?.entry.done === true) return { kind: "done" };
  return { kind: "free", previous: last?.entry ?? null, seq: last?.seq ?? 0 };
}

const mutants: Record<string, { mutation: Mutation; caughtAs: RegExp }> = {
  "that does not wait for its claim": {
    mutation: { parts: { ledger: (start) => new ClaimsNothing(start) } },
    caughtAs: /J1 unclaimed/,
  },
  "that does not look at its lease": {
    mutation: { parts: { writer: (port, clock, seq) => new HoldsForEver(port, clock, seq) } },
    caughtAs: /J2 silent duplicate/,
  },
  "that takes a batch over while another holds it": {
    mutation: { parts: { take: takesAtOnce } },
    caughtAs: /J2 silent duplicate/,
  },
  "that writes over what its successor wrote": {
    mutation: { parts: { port: writesOver } },
    caughtAs: /J12 epoch/,
  },
  "that marks nobody as in doubt": {
    mutation: { parts: { ledger: (start) => new DoubtsNobody(start) } },
    caughtAs: /J2 silent duplicate/,
  },
  "that does not hear what Postgres knew of a batch before the bus was lost": {
    mutation: { parts: { ledger: (start) => new ForgetsWhatPostgresKnew(start) } },
    caughtAs: /J2 silent duplicate/,
  },
  "to whom, after the bus was lost, only those are in doubt whose claim had come to Postgres": {
    mutation: { doubtAfterLoss: "projected" },
    caughtAs: /J2 silent duplicate/,
  },
  "whose client lets a request leave unasked after its connection came": {
    mutation: { forgetsToAsk: true },
    caughtAs: /J2 silent duplicate/,
  },
  "that asks for no permit": {
    mutation: { parts: { permits: () => new AsksForNoPermit() } },
    caughtAs: /J6 without a permit/,
  },
  "that uses permits which came late": {
    mutation: { parts: { permits: () => new KeepsLateGrants() } },
    caughtAs: /J6 without a permit/,
  },
  "that sends while its breaker is open": {
    mutation: { parts: { health: (clock, connections) => new SendsToTheBroken(clock, connections) } },
    caughtAs: /J7 while the breaker is open/,
  },
  "that does not wait when it is asked to": {
    mutation: { parts: { health: (clock, connections) => new WaitsForNobody(clock, connections) } },
    caughtAs: /J8 before the end of a hold/,
  },
  "that opens all its connections whatever the origin can take": {
    mutation: { parts: { health: (clock, connections) => new UsesEveryConnection(clock, connections) } },
    caughtAs: /J9 above the adaptive limit/,
  },
  "that counts an attempt too few": {
    mutation: { parts: { ledger: (start) => new ForgetsAnAttempt(start) } },
    caughtAs: /J10/,
  },
  "that forgets with a retry that an attempt before it was in doubt": {
    mutation: { parts: { ledger: (start) => new ForgetsTheMark(start) } },
    caughtAs: /J13/,
  },
};

test.each(Object.entries(mutants))("a sender %s is caught", async (_, { mutation, caughtAs }) => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations } = await simulate(seed, mutation);
    if (violations.some((violation) => caughtAs.test(violation))) return;
  }
  expect.unreachable(`not caught in ${SEEDS} seeds`);
});
