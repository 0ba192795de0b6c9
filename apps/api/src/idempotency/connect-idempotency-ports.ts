// The ports of kept answers, fitted from Postgres. Bodies are sealed: some of them show a secret, and none needs to be read.
import { createHmac, randomUUID } from "node:crypto";
import type { ReviewPorts } from "@sluice/campaigns";
import type { WorkspaceId } from "@sluice/schema";
import {
  claimKey,
  inCampaignTransaction,
  keepAnswer,
  type KeptAnswer,
  releaseKey,
  replayDeadLetters,
  type Store,
} from "@sluice/store";
import { VaultError, type Vault } from "@sluice/vault";
import type { Answer, Claim, IdempotencyPorts, Met } from "./idempotency-ports.ts";
import { CLAIM_MS } from "./idempotency-key.ts";
import { keyIsTakenOver } from "./idempotency-refusal.ts";

export interface IdempotencyNeighbours {
  of: (workspaceId: WorkspaceId) => Store;
  campaigns: ReviewPorts;
  pepper: Uint8Array;
  vault: Pick<Vault, "seal" | "open">;
}

export function connectIdempotencyPorts(neighbours: IdempotencyNeighbours): IdempotencyPorts {
  const { of, campaigns, pepper, vault } = neighbours;
  const sealed = (claim: Claim, { body, ...answer }: Answer): KeptAnswer => ({
    ...answer,
    answer: vault.seal(body, sealedFor(claim)),
  });
  return {
    mintClaimId: randomUUID,
    digest: (content) => createHmac("sha256", pepper).update("idempotency\n").update(content).digest(),
    claim: async (claim, digest) => {
      const met = await claimKey(of(claim.workspaceId), claim, digest, { claimMs: CLAIM_MS });
      return met.kind === "answered" ? opened(vault, claim, met.kept) : met;
    },
    keep: async (claim, answer) =>
      void (await keepAnswer(of(claim.workspaceId).db, claim, sealed(claim, answer))),
    release: (claim) => releaseKey(of(claim.workspaceId), claim),
    changing: (claim, answerFor) => ({
      ...campaigns,
      transaction: (workspaceId, work) =>
        inCampaignTransaction(of(workspaceId), async (tx) => {
          let answer: Answer | null = null;
          const result = await work({ ...tx, tellOutcome: (stored) => void (answer = answerFor(stored)) });
          if (answer !== null && !(await tx.keepAnswer(claim, sealed(claim, answer)))) throw keyIsTakenOver();
          return result;
        }),
    }),
    keepWithin: (claim) => async (tx, answer) => {
      if (!(await keepAnswer(tx, claim, sealed(claim, answer)))) throw keyIsTakenOver();
    },
    replaying: (claim, answerFor) => (request) =>
      replayDeadLetters(of(request.workspaceId), request, async (db, { replayed }) => {
        if (!(await keepAnswer(db, claim, sealed(claim, answerFor(replayed))))) throw keyIsTakenOver();
      }),
  };
}

function opened(vault: Pick<Vault, "open">, claim: Claim, { answer, ...kept }: KeptAnswer): Met {
  try {
    return { kind: "answered", answer: { ...kept, body: vault.open(answer, sealedFor(claim)) } };
  } catch (error) {
    if (error instanceof VaultError) return { kind: "unreadable" };
    throw error;
  }
}

const sealedFor = ({ workspaceId, key }: Claim) =>
  ({ workspaceId, kind: "answer", id: key, version: 1 }) as const;
