// What a file became: a draft with what is still missing, or nothing, with everything that is wrong with it.
import type { KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import type { FileProblem } from "../files/read-source.ts";
import { shortId } from "../short-id.ts";
import { button } from "./buttons.ts";
import { nameOf } from "./campaign-words.ts";
import { linksBlock } from "./campaign-links.ts";
import { quoted, section } from "./text.ts";

export interface FileAnswer {
  text: string;
  blocks: KnownBlock[];
}

const MAX_SHOWN = 12;

export function fileRefused(fileName: string, problems: readonly FileProblem[]): FileAnswer {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const text = `:warning: *${quoted(fileName, 80)}* has ${count}; nothing was made of it.`;
  return { text, blocks: [section([text, ...listed(problems)].join("\n"))] };
}

/** @param missing what stands between the draft and its submission */
export function fileTaken(
  fileName: string,
  campaign: Campaign,
  missing: readonly FileProblem[],
  apiUrl: string | null,
): FileAnswer {
  const what = campaign.version === 1 ? "is a draft" : `is version ${campaign.version}`;
  const text = `:memo: *${quoted(nameOf(campaign), 120)}* \`${shortId(campaign.id)}\` ${what}, from ${quoted(fileName, 80)}.`;
  const title = missing.length === 0 ? [] : ["*Before it can be submitted*", ...listed(missing)];
  const elements = [
    button("campaign_submit", "Submit for approval", campaign, { style: "primary" }),
    button("campaign_show", "Show", campaign),
    button("campaign_edit", "Edit", campaign),
    button("campaign_file", "Edit as file", campaign),
  ];
  return {
    text,
    blocks: [
      section([text, ...title].join("\n")),
      linksBlock(campaign, apiUrl),
      { type: "actions", elements: missing.length === 0 ? elements : elements.slice(1) },
    ],
  };
}

function listed(problems: readonly FileProblem[]): string[] {
  const shown = problems.slice(0, MAX_SHOWN).map(({ field, issue, line }) => {
    const at = [
      ...(line === null ? [] : [`line ${line}`]),
      ...(field === "" ? [] : [`\`${quoted(field, 90)}\``]),
    ];
    return `• ${at.join(" ")}${at.length === 0 ? "" : ": "}${quoted(issue, 110)}`;
  });
  return problems.length > MAX_SHOWN ? [...shown, `… and ${problems.length - MAX_SHOWN} more`] : shown;
}
