// What happens in a step before it is submitted: its audience is counted, menus are searched, and more of it is shown.
import type { App, BlockAction, BlockElementAction, ViewOutput } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { AuthorizationType } from "@sluice/schema";
import { plain } from "../blocks/text.ts";
import { MAX_ROWS } from "../modals/audience-form.ts";
import { AUDIENCE_CHANGED } from "../modals/audience-rows.ts";
import { ADD_FILTER, audienceAgain, SEGMENT_SEARCH } from "../modals/audience-step.ts";
import { audienceToCount, sendingStep } from "../modals/campaign-flow.ts";
import { type LiveCounts, SIZE_WAITS } from "../modals/live-count.ts";
import { type Modal } from "../modals/modal-fields.ts";
import { withTyped } from "../modals/typed-again.ts";
import { AUTHORIZATION_SEARCH, CERTIFICATE_SEARCH, sendingModal, SHOW_ALL } from "../modals/sending-step.ts";
import { shownView, viewKey } from "../modals/shown-view.ts";
import { readMetadata } from "../modals/step-metadata.ts";
import { type Office, officeIn } from "../offices/office.ts";
import { updateView } from "../slack/update-view.ts";
import type { Choice } from "../writing-ports.ts";
import { withSize } from "./listen-to-writing.ts";

export function listenToChoices(app: App, counts: LiveCounts): void {
  for (const actionId of [AUDIENCE_CHANGED, SEGMENT_SEARCH, ADD_FILTER])
    app.action<BlockAction>(actionId, async ({ ack, body, action, client, context: bolt }) => {
      await ack();
      if (body.view !== undefined) await onAudience(officeIn(bolt), counts, client, body.view, action);
    });
  app.action<BlockAction>(SHOW_ALL, async ({ ack, body, client, context: bolt }) => {
    await ack();
    if (body.view !== undefined) await showAll(officeIn(bolt), client, body.view);
  });
  listenToSearches(app);
}

/** Choosing another type of value brings its operators; whatever changes is counted. */
async function onAudience(
  { context: { desk } }: Office,
  counts: LiveCounts,
  client: WebClient,
  view: ViewOutput,
  action: BlockElementAction,
): Promise<void> {
  const { state, modal } = shownView(view);
  const { campaignId, rows } = readMetadata(modal.private_metadata);
  const campaign = await desk.get(campaignId);
  const isLonger = action.action_id === ADD_FILTER;
  const isOtherType = action.block_id.endsWith(".data_type");
  const again = (): Modal => {
    const wanted = isLonger ? Math.min(rows + 1, MAX_ROWS) : rows;
    const externalId = modal.external_id;
    return audienceAgain({ campaign, names: new Map(), size: SIZE_WAITS, externalId }, state, wanted);
  };
  const made = isLonger || isOtherType ? again() : modal;
  const shown = { ...made, blocks: withTyped(made.blocks, state) };
  const key = viewKey(view);
  const name = { view_id: view.id };
  if (isLonger || isOtherType)
    await counts.update(key, view.hash, (hash) => updateView(client, name, shown, hash));
  await counts.choose(key, {
    hash: view.hash,
    count: async () => {
      const wanted = await audienceToCount(desk, campaign, state);
      return wanted === null ? null : desk.countAudience(wanted);
    },
    show: (size, hash) => updateView(client, name, withSize(shown, size), hash),
  });
}

async function showAll({ context: { desk } }: Office, client: WebClient, view: ViewOutput): Promise<void> {
  const { state, modal } = shownView(view);
  const campaign = await desk.get(readMetadata(modal.private_metadata).campaignId);
  const whole = sendingModal({ ...(await sendingStep(desk, campaign)), metadata: { isWhole: true } });
  await updateView(
    client,
    { view_id: view.id },
    { ...whole, blocks: withTyped(whole.blocks, state) },
    view.hash,
  );
}

const OF_REQUESTS: readonly AuthorizationType[] = ["OAUTH2", "BASIC", "STATIC_HEADERS"];

function listenToSearches(app: App): void {
  const searches: Readonly<Record<string, (office: Office, text: string) => Promise<Choice[]>>> = {
    [SEGMENT_SEARCH]: ({ context }, text) => context.desk.segments(text),
    [AUTHORIZATION_SEARCH]: ({ context }, text) => context.desk.configurations(text, OF_REQUESTS),
    [CERTIFICATE_SEARCH]: ({ context }, text) => context.desk.configurations(text, ["MUTUAL_TLS"]),
  };
  for (const [actionId, search] of Object.entries(searches))
    app.options(actionId, async ({ ack, payload, context: bolt }) => {
      const found = await search(officeIn(bolt), payload.value);
      await ack({ options: found.map(({ id, name }) => ({ text: plain(name), value: id })) });
    });
  // A choice that nothing waits for is acknowledged like every other.
  for (const actionId of [AUTHORIZATION_SEARCH, CERTIFICATE_SEARCH])
    app.action(actionId, async ({ ack }) => ack());
}
