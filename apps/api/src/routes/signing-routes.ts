// Signing secrets over HTTP: what requests of the workspace are signed with, as Standard Webhooks say.
import { z } from "zod";
import { SigningSecretView } from "@sluice/schema";
import type { Api } from "../api.ts";
import { envelope, enveloped } from "../envelope.ts";
import { tellFor } from "../idempotency/keep-with-change.ts";
import type { ApiPorts } from "../ports.ts";
import { secretCallerOf } from "./authorization-routes.ts";

const MAX_OVERLAP_HOURS = 24 * 30;

const Secrets = z.object({ signing_secrets: z.array(SigningSecretView) });
const Rotate = z
  .strictObject({
    overlap_hours: z
      .number()
      .min(0)
      .max(MAX_OVERLAP_HOURS)
      .default(24)
      .describe("So long the present secret signs beside the new one."),
  })
  .nullish();
const Rotated = SigningSecretView.extend({
  secret: z.string().describe("Shown this once: give it to whoever verifies the requests."),
});

export function signingRoutes(app: Api, ports: ApiPorts): void {
  const { signing } = ports;
  app.get(
    "/v5/signing-secrets",
    {
      config: { scope: "view" },
      schema: {
        summary: "Ids and ages of the secrets that sign now",
        response: { 200: enveloped("signing_secrets", Secrets) },
      },
    },
    async (request) =>
      envelope(request, "signing_secrets", { signing_secrets: await signing.list(secretCallerOf(request)) }),
  );
  app.post(
    "/v5/signing-secrets/rotate",
    {
      config: { scope: "secrets" },
      schema: {
        summary: "Make a new signing secret; the old one signs beside it for a while",
        body: Rotate,
        response: { 200: enveloped("signing_secret", Rotated) },
      },
    },
    async (request) => {
      const overlapHours = request.body?.overlap_hours ?? 24;
      const answerOf = (rotated: z.infer<typeof Rotated>) => envelope(request, "signing_secret", rotated);
      const tell = tellFor(request, ports, 200, answerOf);
      return answerOf(await signing.rotate(secretCallerOf(request), overlapHours, tell));
    },
  );
}
