// The ports for a call that changes a campaign: with an Idempotency-Key its answer is composed and kept in the transaction of
// the change (keep-answers.ts, I4), without one they are the ordinary ones. What was kept is what is sent.
import type { CampaignPorts, ReplayDeadLetters, ReviewPorts } from "@sluice/campaigns";
import { currentCampaign } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
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

const jsonAnswer = (status: number, answer: object): Answer => ({
  status,
  contentType: "application/json; charset=utf-8",
  body: JSON.stringify(answer),
});
