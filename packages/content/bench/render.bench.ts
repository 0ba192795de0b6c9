// How fast one thread renders: a 428-byte JSON body with 5 attributes, the campaign's name, a default and a condition.
// Pass mark: 300,000 renders a second, so that rendering is a small part of a sender thread's work.
//   node packages/content/bench/render.bench.ts
import { Connector } from "@sluice/schema";
import type { RecipientRow } from "@sluice/schema";
import { compileConnector } from "../src/index.ts";

const PASS_MARK_PER_SECOND = 300_000;
const RENDERS = 300_000;

const connector = Connector.parse({
  url: "https://api.example.com/notify?source=sluice",
  body: {
    type: "JSON",
    json: {
      to: "{{ UserAttribute['email'] }}",
      greeting: "Dear {{ UserAttribute['first_name'] | default: 'customer' | capitalize }},",
      text: "{% if UserAttribute['plan'] == 'gold' %}Your gold benefits are waiting{% else %}Upgrade to gold today{% endif %}",
      city: "{{ UserAttribute['city'] }}",
      points: "{{ UserAttribute['points'] | json }}",
      campaign: "{{ CampaignAttribute['name'] }}",
      footer: "x".repeat(267),
    },
  },
});
const rows: RecipientRow[] = Array.from({ length: 1_000 }, (_, index) => [
  `user-${index}`,
  `user-${index}@example.com`,
  index % 3 === 0 ? null : `anna${index}`,
  index % 2 === 0 ? "gold" : "free",
  "München",
  index,
]);

function rendersPerSecond(): { perSecond: number; bodyBytes: number } {
  const { render } = compileConnector(connector, {
    attributes: ["email", "first_name", "plan", "city", "points"],
    campaign: { id: "0123456789abcdef01234567", name: "Spring offer" },
  });
  let bytes = 0;
  const startedAtMs = performance.now();
  for (let done = 0; done < RENDERS; done += rows.length) {
    for (const row of rows) {
      const result = render(row);
      // Counting bytes makes the engine flatten the text, as sending does.
      if (result.kind === "request") bytes += Buffer.byteLength(result.body ?? "");
    }
  }
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { perSecond: Math.round(RENDERS / seconds), bodyBytes: Math.round(bytes / RENDERS) };
}

rendersPerSecond(); // warm-up
const { perSecond, bodyBytes } = rendersPerSecond();
const report = { rendersPerSecond: perSecond, bodyBytes, passed: perSecond >= PASS_MARK_PER_SECOND };
process.stdout.write(`${JSON.stringify(report)}\n`);
