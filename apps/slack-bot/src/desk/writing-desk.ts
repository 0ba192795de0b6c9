// The desk, as far as campaigns are written at it: created once, edited, judged, counted; and what they may name.
import {
  type CampaignPorts,
  createCampaign,
  editCampaign,
  CampaignError,
  getCampaign,
  validateCampaign,
} from "@sluice/campaigns";
import { CampaignCreate, newestForms, parseInput, type WorkspaceId } from "@sluice/schema";
import {
  configurationChoices,
  configurationNames,
  findSegments,
  segmentChoices,
  type Store,
} from "@sluice/store";
import type { WritingDesk } from "../writing-ports.ts";
import { audienceOf, countRecipients } from "./count-recipients.ts";

/** What Slack shows of a search. */
const MAX_CHOICES = 100;

export function writingDesk(ports: CampaignPorts, store: Store, workspaceId: WorkspaceId): WritingDesk {
  const place = { store, workspaceId, nowMs: () => ports.nowMs() };
  const ref = (campaignId: string) => ({ workspaceId, campaignId });
  const choice = (text: string) => ({ workspaceId, text: text.slice(0, 200), limit: MAX_CHOICES });
  return {
    create: (actor, draft, { requestId, versionNote } = {}) =>
      createCampaign(ports, { workspaceId, actor, definition: definitionIn(draft), requestId, versionNote }),
    edit: (actor, campaignId, patch, { versionNote, seenVersion } = {}) =>
      editCampaign(ports, { ...ref(campaignId), actor, patch, versionNote, seenVersion }),
    createdBy: async (requestId) => {
      const id = await ports.transaction(workspaceId, (tx) => tx.findByRequestId(workspaceId, requestId));
      return id === null ? null : getCampaign(ports, ref(id));
    },
    problems: async (campaignId) => {
      const { errors, cannotBeSentYet } = await validateCampaign(ports, ref(campaignId));
      return [...errors, ...cannotBeSentYet];
    },
    countAudience: async (definition) => {
      const audience = await audienceOf(place, definition);
      const counted = audience === null ? null : await countRecipients(place, definition, audience);
      return counted === null ? null : { users: counted.recipients, isEstimate: counted.isEstimate };
    },
    segments: (text) => segmentChoices(store, choice(text)),
    configurations: (text, types) => configurationChoices(store, { ...choice(text), types }),
    segmentNames: async (ids) => {
      const refs = ids.map((id) => ({ id }));
      const found = ids.length === 0 ? [] : await findSegments(store.db, workspaceId, refs);
      return new Map(found.map(({ id, name }) => [id, name]));
    },
    configurationNames: (ids) => configurationNames(store, workspaceId, ids),
  };
}

/** @throws CampaignError MALFORMED with every problem */
function definitionIn(draft: Record<string, unknown>): CampaignCreate {
  const parsed = parseInput(CampaignCreate, newestForms(draft));
  if (parsed.ok) return parsed.value;
  throw new CampaignError("MALFORMED", "The campaign has problems.", { problems: parsed.problems });
}
