// A file → a campaign, or every problem with its path and line: never a half campaign.
import {
  type CampaignCreate,
  CampaignCreate as Create,
  CampaignId,
  definitionOf,
  type CampaignDefinition,
  newestForms,
  parseInput,
  type Problem,
} from "@sluice/schema";
import { type FileProblem, readSource } from "./read-source.ts";

export interface CampaignFile {
  definition: CampaignDefinition;
  /** Of the campaign that it is an edit of, and the version that was shown; null: a new one. */
  editOf: { campaignId: string; version: number } | null;
  requestId: string | undefined;
  versionNote: string | undefined;
  /** Where a field of it stands, from 1. */
  lineOf(field: string): number | null;
}

export type ReadFile = { ok: true; file: CampaignFile } | { ok: false; problems: FileProblem[] };

export function readCampaignFile(name: string, text: string): ReadFile {
  const source = readSource(text, /\.json$/i.test(name));
  if (!source.ok) return source;
  const lineOf = (field: string): number | null => source.lineOf(pathIn(field));
  const located = (problems: readonly Problem[]): ReadFile => ({
    ok: false,
    problems: problems.map((problem) => ({ ...problem, line: lineOf(problem.field) })),
  });
  if (!isObject(source.value)) return located([{ field: "", issue: "is no campaign: it has no fields" }]);
  const { campaign_id: id, version, ...written } = source.value;
  const editOf = editIn(id, version);
  if (Array.isArray(editOf)) return located(editOf);
  const parsed = parseInput(Create, newestForms(written));
  if (!parsed.ok) return located(parsed.problems);
  return { ok: true, file: { ...aboutOf(parsed.value), editOf, lineOf } };
}

const aboutOf = (written: CampaignCreate) => ({
  definition: definitionOf(written),
  requestId: written.request_id,
  versionNote: written.version_note,
});

/** Both or neither: an edit without the version that was shown could undo somebody else's. */
function editIn(id: unknown, version: unknown): CampaignFile["editOf"] | Problem[] {
  if (id === undefined && version === undefined) return null;
  const problems: Problem[] = [];
  const campaignId = CampaignId.safeParse(id);
  if (!campaignId.success)
    problems.push({ field: "campaign_id", issue: "is the id of the campaign that the file is an edit of" });
  if (typeof version !== "number" || !Number.isInteger(version))
    problems.push({ field: "version", issue: "is the version that the file was made from, a whole number" });
  if (problems.length > 0 || !campaignId.success) return problems;
  return { campaignId: campaignId.data, version: Number(version) };
}

/** `a.b[2].c` → its steps. A key that holds a dot itself is not found, and then its parent is. */
export function pathIn(field: string): Array<string | number> {
  return [...field.matchAll(/[^.[\]]+|\[(\d+)\]/g)].map(([text, index]) =>
    index === undefined ? text : Number(index),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
