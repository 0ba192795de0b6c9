// A campaign, tried on a few people.
import { TestResult, TestSend } from "@sluice/schema";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { TestDesk } from "../test-sends/test-desk.ts";

export function testSendRoutes(app: Api, { testSends }: ApiPorts): void {
  const desk = new TestDesk(testSends);
  app.post(
    "/v5/campaigns/test",
    {
      config: { scope: "create_manage" },
      schema: {
        summary: "Send content to a few people, before anybody approves it",
        body: TestSend,
        response: { 200: enveloped("campaign", TestResult) },
      },
    },
    async (request) => {
      const tester = { workspaceId: callerOf(request).workspaceId, actor: actorOf(request) };
      return envelope(request, "campaign", await desk.test(tester, request.body));
    },
  );
}
