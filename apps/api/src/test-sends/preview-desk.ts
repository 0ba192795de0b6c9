// Contents as one user would get them. Nothing is sent, no secret is opened, nothing is kept.
import {
  type PersonValues,
  previewConnector,
  previewMessage,
  type PreviewOptions,
  type RenderedRequest,
} from "@sluice/content";
import type {
  AuthorizationId,
  Connector,
  Preview,
  PreviewRequest,
  Problem,
  RenderedContent,
  ShownRequest,
  WorkspaceId,
} from "@sluice/schema";
import { contentsOf, type PlacedContent } from "./contents-of.ts";
import { findPerson, valuesOf } from "./find-people.ts";
import type { PeoplePorts } from "./people-ports.ts";
import { MASK, maskRequest } from "./shown-request.ts";

export interface PreviewPorts extends PeoplePorts {
  /** Names of the headers that a configuration adds; null: there is no such configuration. */
  authorizationHeaders: (workspaceId: WorkspaceId, id: AuthorizationId) => Promise<readonly string[] | null>;
  nowMs: () => number;
}

/** A preview belongs to no campaign. */
const CAMPAIGN = { id: "preview", name: "preview" };
/** What each run has of its own. */
const RUN = "{run_id}";

export class PreviewDesk {
  readonly #ports: PreviewPorts;

  constructor(ports: PreviewPorts) {
    this.#ports = ports;
  }

  /** @throws ApiError 400 when there is no content. */
  async preview(workspaceId: WorkspaceId, request: PreviewRequest): Promise<Preview> {
    const contents = contentsOf(request.campaign_content, request.channel);
    const user = await findPerson(this.#ports, workspaceId, request.user_identification);
    const person = valuesOf(user, request);
    const rendered: RenderedContent[] = [];
    for (const content of contents) rendered.push(await this.#render(workspaceId, content, person));
    return { channel: request.channel, user_id: user?.user_id ?? null, contents: rendered };
  }

  async #render(
    workspaceId: WorkspaceId,
    placed: PlacedContent,
    person: PersonValues,
  ): Promise<RenderedContent> {
    const options: PreviewOptions = { campaign: CAMPAIGN, nowMs: this.#ports.nowMs };
    const { content } = placed;
    if (!("connector" in content)) return renderMessage(placed, person, options);
    const { locale, variation, field } = placed;
    const { request, problems } = previewConnector(content.connector, field, person, options);
    const added = await this.#addedHeaders(workspaceId, content.connector, field);
    const all = [...problems, ...added.problems];
    const connector = request === null ? null : shownRequest(request, added.headers, person);
    return { locale, variation, connector, problems: all };
  }

  async #addedHeaders(
    workspaceId: WorkspaceId,
    { authorization }: Connector,
    field: string,
  ): Promise<{ headers: readonly string[]; problems: Problem[] }> {
    if (authorization === undefined) return { headers: [], problems: [] };
    const headers = await this.#ports.authorizationHeaders(workspaceId, authorization.configuration_id);
    if (headers !== null) return { headers, problems: [] };
    const issue = "there is no such authorization configuration in this workspace";
    return { headers: [], problems: [{ field: `${field}.authorization.configuration_id`, issue }] };
  }
}

/** @param person of a push message or an e-mail */
export function renderMessage(
  { locale, variation, field, content }: PlacedContent,
  person: PersonValues,
  options: PreviewOptions,
): RenderedContent {
  if ("push" in content) {
    const { content: push, problems } = previewMessage(content.push, field, person, options);
    return { locale, variation, push, problems };
  }
  if ("email" in content) {
    const { content: email, problems } = previewMessage(content.email, field, person, options);
    return { locale, variation, email, problems };
  }
  throw new Error("a connector is a request, not a message");
}

/** With the headers that a sender adds, in its order; what only a run knows is named. */
function shownRequest(
  request: RenderedRequest,
  authorization: readonly string[],
  { userId }: PersonValues,
): ShownRequest {
  const recipient = `${RUN}:${encodeURIComponent(userId ?? "")}`;
  const added = [
    ["idempotency-key", recipient],
    ["x-attempt", "1"],
    ...authorization.map((name) => [name, MASK]),
    ["webhook-id", recipient],
    ["webhook-timestamp", "{seconds}"],
    ["webhook-signature", MASK],
  ];
  return maskRequest(request, [...request.headers, ...added.flat()]).request;
}
