// The chart block (`data_visualization`), which the published types do not have yet: its limits, by hand.
type Json = Record<string, unknown>;

const MAX_CHARTS = 2;
const MAX_TITLE_LENGTH = 50;
const MAX_SERIES = 6;
const MAX_CATEGORIES = 20;
const MAX_LABEL_LENGTH = 20;
const TYPES = ["pie", "bar", "area", "line"];

export function chartProblems(blocks: readonly Json[]): string[] {
  const charts = blocks.flatMap((block, i) => (block["type"] === "data_visualization" ? [{ block, i }] : []));
  const problems = charts.flatMap(({ block, i }) => problemsOf(block, `/blocks/${i}`));
  return charts.length > MAX_CHARTS
    ? [...problems, `/blocks has ${charts.length} of ${MAX_CHARTS} charts`]
    : problems;
}

function problemsOf({ title, chart }: Json, at: string): string[] {
  const problems = isText(title, MAX_TITLE_LENGTH)
    ? []
    : [`${at}/title has 1 to ${MAX_TITLE_LENGTH} characters`];
  if (!isObject(chart) || !TYPES.includes(String(chart["type"])))
    return [...problems, `${at}/chart/type is one of ${TYPES.join(", ")}`];
  return [...problems, ...(chart["type"] === "pie" ? pieProblems(chart, at) : axisProblems(chart, at))];
}

function pieProblems(chart: Json, at: string): string[] {
  const segments = objectsOf(chart["segments"]);
  const problems = countProblems(segments, `${at}/chart/segments`);
  if (!segments.every(({ label, value }) => isText(label, MAX_LABEL_LENGTH) && Number(value) > 0))
    problems.push(
      `${at}/chart/segments have a label of at most ${MAX_LABEL_LENGTH} characters and a value above 0`,
    );
  return problems;
}

function axisProblems({ series: given, axis_config: axis }: Json, at: string): string[] {
  const series = objectsOf(given);
  const categories =
    isObject(axis) && Array.isArray(axis["categories"]) ? (axis["categories"] as unknown[]) : [];
  const problems = countProblems(series, `${at}/chart/series`);
  if (categories.length < 1 || categories.length > MAX_CATEGORIES)
    problems.push(`${at}/chart/axis_config/categories has 1 to ${MAX_CATEGORIES} entries`);
  if (!categories.every((label) => isText(label, MAX_LABEL_LENGTH)))
    problems.push(`${at}/chart/axis_config/categories have at most ${MAX_LABEL_LENGTH} characters`);
  if (!series.every(({ name }) => isText(name, MAX_LABEL_LENGTH)))
    problems.push(`${at}/chart/series have a name of at most ${MAX_LABEL_LENGTH} characters`);
  if (!series.every(({ data }) => doesCover(objectsOf(data), categories)))
    problems.push(`${at}/chart/series must cover every category, each once`);
  return problems;
}

const countProblems = (list: readonly Json[], at: string): string[] =>
  list.length >= 1 && list.length <= MAX_SERIES ? [] : [`${at} has 1 to ${MAX_SERIES} entries`];

const doesCover = (points: readonly Json[], categories: readonly unknown[]): boolean =>
  points.length === categories.length &&
  categories.every((category) =>
    points.some(({ label, value }) => label === category && typeof value === "number"),
  );

const isText = (text: unknown, maxLength: number): boolean =>
  typeof text === "string" && text.length >= 1 && text.length <= maxLength;
const objectsOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
