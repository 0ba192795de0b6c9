// A chart block as a small picture: lines and bars alike as a line, a pie as its numbers.
import { isObject, textOf } from "../block-text.ts";
import { escapeHtml } from "./mrkdwn.ts";

type Json = Record<string, unknown>;

const WIDTH = 480;
const HEIGHT = 120;

export function chartSvg(block: Json): string {
  const chart = isObject(block["chart"]) ? block["chart"] : {};
  const [series] = listOf(chart["series"]);
  const points = listOf(series?.["data"]).map(({ label, value }) => ({
    label: String(label),
    value: Number(value),
  }));
  const most = Math.max(1, ...points.map(({ value }) => value));
  const step = WIDTH / Math.max(1, points.length - 1);
  const at = points.map(
    ({ value }, i) => `${(i * step).toFixed(1)},${(HEIGHT - (value / most) * HEIGHT).toFixed(1)}`,
  );
  const title = escapeHtml(textOf(block["title"]));
  const first = escapeHtml(points[0]?.label ?? "");
  const last = escapeHtml(points.at(-1)?.label ?? "");
  return `<figure><figcaption>${title}</figcaption><svg viewBox="-4 -4 ${WIDTH + 8} ${HEIGHT + 8}" role="img" aria-label="${title}">
<polyline points="${at.join(" ")}" fill="none" stroke="#1264a3" stroke-width="2"/></svg><div class="axis"><span>${first}</span><span>${last}</span></div></figure>`;
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
