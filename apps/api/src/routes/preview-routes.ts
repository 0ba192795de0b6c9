// What one user would get.
import { Preview, PreviewRequest } from "@sluice/schema";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { PreviewDesk } from "../test-sends/preview-desk.ts";

export function previewRoutes(app: Api, { previews }: ApiPorts): void {
  const desk = new PreviewDesk(previews);
  app.post(
    "/v5/personalization/preview",
    {
      config: { scope: "view" },
      schema: {
        summary: "Render content for one user; nothing is sent",
        body: PreviewRequest,
        response: { 200: enveloped("preview", Preview) },
      },
    },
    async (request) =>
      envelope(request, "preview", await desk.preview(callerOf(request).workspaceId, request.body)),
  );
}
