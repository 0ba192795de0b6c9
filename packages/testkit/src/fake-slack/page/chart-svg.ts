// A chart block as a picture: lines, areas and bars over their categories with a scale, a pie as a legend with shares.
import { textOf } from "../block-text.ts";
import { attribute, escapeHtml, type Json, objectsIn } from "./html.ts";

interface Series {
  name: string;
  values: readonly number[];
}

const WIDTH = 560;
const HEIGHT = 150;
const LEFT = 52;
const BOTTOM = 20;
const TOP = 8;
const GRID_LINES = 4;
const MAX_LABELS = 7;

export function chartHtml(block: Json): string {
  const chart = (block["chart"] ?? {}) as Json;
  const title = textOf(block["title"]);
  const drawn = chart["type"] === "pie" ? pieHtml(chart) : axisSvg(chart, title);
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${drawn}</figure>`;
}

function axisSvg(chart: Json, title: string): string {
  const series = objectsIn(chart["series"]).map(toSeries);
  const categories = labelsOf(chart);
  const top = roundUp(Math.max(1, ...series.flatMap(({ values }) => values)));
  const parts = [grid(top), axis(categories), ...series.map((one, i) => shape(chart["type"], one, i, top))];
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"${attribute("aria-label", title)}>${parts.join("")}</svg>`;
}

const toSeries = (series: Json): Series => ({
  name: String(series["name"]),
  values: objectsIn(series["data"]).map(({ value }) => Number(value)),
});

function labelsOf(chart: Json): string[] {
  const [first] = objectsIn(chart["series"]);
  return objectsIn(first?.["data"]).map(({ label }) => String(label));
}

const xOf = (index: number, length: number): number =>
  LEFT + ((index + 0.5) * (WIDTH - LEFT)) / Math.max(1, length);
const yOf = (value: number, top: number): number =>
  TOP + (HEIGHT - BOTTOM - TOP) * (1 - Math.max(0, value) / top);
const at = (value: number): string => value.toFixed(1);

function grid(top: number): string {
  return Array.from({ length: GRID_LINES + 1 }, (_, i) => {
    const value = (top * i) / GRID_LINES;
    const y = at(yOf(value, top));
    return `<path class="grid" d="M${LEFT} ${y}H${WIDTH}"/><text class="scale" x="${LEFT - 8}" y="${y}" dy="4" text-anchor="end">${compact(value)}</text>`;
  }).join("");
}

/** As many labels as there is room for. */
function axis(labels: readonly string[]): string {
  const every = Math.ceil(labels.length / MAX_LABELS);
  return labels
    .map((label, i) =>
      i % every === 0
        ? `<text class="scale" x="${at(xOf(i, labels.length))}" y="${HEIGHT - 4}" text-anchor="middle">${escapeHtml(label)}</text>`
        : "",
    )
    .join("");
}

function shape(type: unknown, { name, values }: Series, index: number, top: number): string {
  const points = values.map((value, i) => `${at(xOf(i, values.length))},${at(yOf(value, top))}`);
  const bottom = at(yOf(0, top));
  const told = `<title>${escapeHtml(name)}</title>`;
  const colour = `series-${index % 6}`;
  if (type === "bar") return `<g class="bars ${colour}">${told}${bars(values, top)}</g>`;
  const first = at(xOf(0, values.length));
  const last = at(xOf(values.length - 1, values.length));
  const below = `<polygon class="below ${colour}" points="${first},${bottom} ${points.join(" ")} ${last},${bottom}"/>`;
  return `${below}<polyline class="line ${colour}" points="${points.join(" ")}">${told}</polyline>`;
}

function bars(values: readonly number[], top: number): string {
  const width = ((WIDTH - LEFT) / Math.max(1, values.length)) * 0.6;
  return values
    .map((value, i) => {
      const y = yOf(value, top);
      return `<rect x="${at(xOf(i, values.length) - width / 2)}" y="${at(y)}" width="${at(width)}" height="${at(yOf(0, top) - y)}"/>`;
    })
    .join("");
}

function pieHtml(chart: Json): string {
  const segments = objectsIn(chart["segments"]);
  const sum = segments.reduce((total, { value }) => total + Number(value), 0);
  const rows = segments.map(
    ({ label, value }) =>
      `<li>${escapeHtml(String(label))}: ${compact(Number(value))} (${Math.round((Number(value) / sum) * 100)} %)</li>`,
  );
  return `<ul>${rows.join("")}</ul>`;
}

/** A scale ends at 1, 2, 4, 5 or 8 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8, 10].find((times) => times * power >= value) ?? 10) * power;
}

const compact = (value: number): string =>
  new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 }).format(value);
