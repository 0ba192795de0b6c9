// Files and callbacks over the egress of this process.
import { type Egress, guardedDownload, guardedRequest } from "@sluice/sender";
import type { FilePorts } from "./segment-ports.ts";

const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;
const DOWNLOAD_IDLE_MS = 30_000;
const CALLBACK_TIMEOUT_MS = 10_000;

export const filesOver = (egress: Egress): FilePorts => ({
  download: (file) =>
    guardedDownload(egress, {
      ...file,
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
      idleTimeoutMs: DOWNLOAD_IDLE_MS,
    }),
  tell: async (url, message) => {
    const { status } = await guardedRequest(egress, {
      method: "POST",
      url,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      timeoutMs: CALLBACK_TIMEOUT_MS,
    });
    return status;
  },
});
