// A campaign as a file, in a modal: what no form holds, and whole campaigns of other kinds.
import { type Campaign, definitionOf } from "@sluice/schema";
import { context, quoted } from "../blocks/text.ts";
import { campaignYaml } from "../files/campaign-yaml.ts";
import { apiLink } from "../blocks/campaign-links.ts";
import { isWrittenInForm } from "./basics-step.ts";
import { MAX_TYPED_LENGTH, type Modal, modal, textInput } from "./modal-fields.ts";
import { writeMetadata } from "./step-metadata.ts";

export const AS_FILE = "campaign_file";
export const FILE_TEXT = "file";

/** Null: longer than a modal holds. */
export function fileModal(campaign: Campaign, apiUrl: string | null): Modal | null {
  const text = campaignFileText(campaign);
  if (text.length > MAX_TYPED_LENGTH) return null;
  const { channel, campaign_delivery_type: kind } = campaign;
  return modal(
    AS_FILE,
    "Edit as file",
    [
      ...(isWrittenInForm(campaign)
        ? []
        : [
            context(
              `*${quoted(`${channel} ${kind}`)}*: its basics are kept. Write the rest here, or over the API: ${apiLink(campaign.id, apiUrl)}`,
            ),
          ]),
      textInput(FILE_TEXT, "Campaign", { multiline: true, initial: text }),
      context(`From version ${campaign.version}. Somebody else's edit in between is not written over.`),
    ],
    {
      submit: "Keep",
      metadata: writeMetadata({ campaignId: campaign.id, version: campaign.version }),
      isKept: true,
    },
  );
}

export const campaignFileText = (campaign: Campaign): string =>
  campaignYaml({ campaignId: campaign.id, version: campaign.version, definition: definitionOf(campaign) });
