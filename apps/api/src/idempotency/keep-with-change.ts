// What a call gives to its change: with an Idempotency-Key its answer is composed and kept in the transaction of the change
// (keep-answers.ts, I4), without one nothing is kept. What was kept is what is sent.
import type { CampaignPorts, ReplayDeadLetters, ReviewPorts } from "@sluice/campaigns";
import { currentCampaign } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
import type { TellOutcome } from "@sluice/store";
import type { FastifyRequest } from "fastify";
import type { Answer, IdempotencyPorts } from "./idempotency-ports.ts";

interface ChangePorts {
  campaigns: ReviewPorts;
  idempotency: IdempotencyPorts;
}

/** @param answerOf body of the 200 that the route gives */
export function portsForChange(
  request: FastifyRequest,
  { campaigns, idempotency }: ChangePorts,
  answerOf: (campaign: Campaign) => object,
): ReviewPorts {
  const held = request.idempotent;
  if (held === null) return campaigns;
  return idempotency.changing(held.claim, (stored) => {
    const campaign = currentCampaign(stored, campaigns.nowMs());
    return (held.answer = jsonAnswer(200, answerOf(campaign)));
  });
}

/** Without a key a create is stored in a group with others. @param answerOf body of the 201 */
export function portsForCreate(
  request: FastifyRequest,
  ports: { frequentCampaigns: CampaignPorts; idempotency: IdempotencyPorts },
  answerOf: (campaign: { id: string }) => object,
): CampaignPorts {
  const held = request.idempotent;
  if (held === null) return ports.frequentCampaigns;
  return ports.idempotency.changing(
    held.claim,
    ({ campaign }) => (held.answer = jsonAnswer(201, answerOf(campaign))),
  );
}

export function replayForCall(
  request: FastifyRequest,
  ports: { replayDeadLetters: ReplayDeadLetters; idempotency: IdempotencyPorts },
  answerOf: (replayed: number) => object,
): ReplayDeadLetters {
  const held = request.idempotent;
  if (held === null) return ports.replayDeadLetters;
  return ports.idempotency.replaying(
    held.claim,
    (replayed) => (held.answer = jsonAnswer(200, answerOf(replayed))),
  );
}

/** For what is no change of a campaign: a segment, a key, a configuration. @param answerOf body of the route's answer */
export function tellFor<T>(
  request: FastifyRequest,
  { idempotency }: { idempotency: IdempotencyPorts },
  status: 200 | 201,
  answerOf: (outcome: T) => object,
): TellOutcome<T> | undefined {
  const held = request.idempotent;
  if (held === null) return undefined;
  const keep = idempotency.keepWithin(held.claim);
  return (tx, outcome) => keep(tx, (held.answer = jsonAnswer(status, answerOf(outcome))));
}

const jsonAnswer = (status: number, answer: object): Answer => ({
  status,
  contentType: "application/json; charset=utf-8",
  body: JSON.stringify(answer),
});
