// What came of a test: how it was answered and how fast, the request as it left, the beginning of the answer. Secrets are masked where
// it was sent.
import type { Block, KnownBlock } from "@slack/types";
import type { TestRecipient } from "@sluice/schema";
import { quoted, quotedLines, section } from "./text.ts";

/** What somebody reads, alone or in a thread. */
export interface Told {
  text: string;
  blocks?: Array<KnownBlock | Block>;
}

const MAX_SHOWN = 5;
const MAX_REQUEST_LENGTH = 1_400;
const MAX_ANSWER_LENGTH = 600;

/** `answered 200 in 34 ms` */
export function testText(recipients: readonly TestRecipient[]): string {
  const [first] = recipients;
  if (recipients.length === 1 && first !== undefined) return resultOf(first);
  const sent = recipients.filter(({ status }) => status === "SENT").length;
  return `${sent} of ${recipients.length} contents were sent`;
}

function resultOf({ status, failure_reason, response }: TestRecipient): string {
  const answered =
    response === null || response === undefined
      ? ""
      : `answered ${response.status} in ${Math.round(response.latency_ms)} ms`;
  if (status === "SENT") return answered === "" ? "sent" : answered;
  const why = quoted(failure_reason ?? "it failed", 300);
  return answered === "" ? `not sent: ${why}` : `${answered}, which is no delivery: ${why}`;
}

export const testBlocks = (text: string, recipients: readonly TestRecipient[]): Array<KnownBlock | Block> => [
  section(text),
  ...recipients.slice(0, MAX_SHOWN).flatMap(detailOf),
];

function detailOf(recipient: TestRecipient): KnownBlock[] {
  const { request, response, identifier } = recipient;
  const blocks = [section(`To \`${quoted(identifier, 100).replaceAll("`", "'")}\`: ${resultOf(recipient)}`)];
  if (request !== null && request !== undefined) {
    const head = `${request.method} ${request.url}`;
    const headers = request.headers.map(([name, value]) => `${name}: ${value}`);
    blocks.push(
      code(
        "What left",
        [head, ...headers, ...(request.body === null ? [] : ["", request.body])].join("\n"),
        MAX_REQUEST_LENGTH,
      ),
    );
  }
  if (response !== null && response !== undefined && response.body !== "")
    blocks.push(code("What came back", response.body, MAX_ANSWER_LENGTH));
  return blocks;
}

const code = (title: string, text: string, maxLength: number) =>
  section(`*${title}*\n\`\`\`${quotedLines(text.replaceAll("```", "'''"), maxLength)}\`\`\``);
