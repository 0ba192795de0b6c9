// How many people have to approve, and what else has to be true before a campaign goes out.
import { approvalPolicy, setApprovalPolicy } from "@sluice/campaigns";
import { ApprovalPolicy } from "@sluice/schema";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";

const PATH = "/v5/workspace/approval-policy";
const TYPE = "approval_policy";

export function approvalPolicyRoutes(app: Api, { campaigns }: ApiPorts): void {
  app.get(
    PATH,
    {
      config: { scope: "view" },
      schema: {
        summary: "How many people have to approve a campaign, and when it may start",
        response: { 200: enveloped(TYPE, ApprovalPolicy) },
      },
    },
    async (request) =>
      envelope(request, TYPE, await approvalPolicy(campaigns, callerOf(request).workspaceId)),
  );

  app.put(
    PATH,
    {
      config: { scope: "admin" },
      schema: {
        summary: "Set the whole approval policy; what is left out gets its default",
        body: ApprovalPolicy,
        response: { 200: enveloped(TYPE, ApprovalPolicy) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request);
      const change = { workspaceId, actor: actorOf(request), policy: request.body };
      return envelope(request, TYPE, await setApprovalPolicy(campaigns, change));
    },
  );
}
