// Modals and home tabs: a stack of three at most, each with a hash that an update may insist on.
import { createHash } from "node:crypto";
import { checkView } from "./block-kit/check-blocks.ts";
import { invalidBlocks } from "./messages.ts";
import { SlackApiError } from "./slack-error.ts";
import type { Triggers } from "./triggers.ts";
import { APP_ID, BOT_ID, type Workspace } from "./workspace.ts";

export const MAX_STACKED_VIEWS = 3;

export interface ViewDefinition {
  type: "modal" | "home";
  callback_id?: string;
  private_metadata?: string;
  external_id?: string;
  blocks: Array<Record<string, unknown>>;
  submit?: unknown;
  notify_on_close?: boolean;
  clear_on_close?: boolean;
  [field: string]: unknown;
}

export interface SlackView extends ViewDefinition {
  id: string;
  team_id: string;
  app_id: string;
  bot_id: string;
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  state: { values: Record<string, Record<string, unknown>> };
}

export class Views {
  readonly #workspace: Workspace;
  readonly #triggers: Triggers;
  /** By user: the stack that they see, the top last. */
  readonly #stacks = new Map<string, SlackView[]>();
  readonly #homes = new Map<string, SlackView>();

  constructor(workspace: Workspace, triggers: Triggers) {
    this.#workspace = workspace;
    this.#triggers = triggers;
  }

  stackOf(userId: string): readonly SlackView[] {
    return this.#stacks.get(userId) ?? [];
  }

  homeOf(userId: string): SlackView | undefined {
    return this.#homes.get(userId);
  }

  open(triggerId: string, definition: ViewDefinition): SlackView {
    assertSound(definition, "modal");
    const { userId } = this.#triggers.exchange(triggerId);
    const view = this.#made(definition, null);
    this.#stacks.set(userId, [view]);
    return view;
  }

  push(triggerId: string, definition: ViewDefinition): SlackView {
    assertSound(definition, "modal");
    const { userId, rootViewId } = this.#triggers.exchange(triggerId);
    const stack = this.stackOf(userId);
    if (rootViewId === null || stack[0]?.id !== rootViewId) throw new SlackApiError("not_found");
    return this.pushOnto(userId, definition);
  }

  /** Also what `response_action: push` does, which needs no trigger. */
  pushOnto(userId: string, definition: ViewDefinition): SlackView {
    assertSound(definition, "modal");
    const stack = this.stackOf(userId);
    if (stack.length >= MAX_STACKED_VIEWS) throw new SlackApiError("push_limit_reached");
    const view = this.#made(definition, stack.at(-1) ?? null);
    this.#stacks.set(userId, [...stack, view]);
    return view;
  }

  /** @param wanted by `view_id` or `external_id`; a `hash` that is no longer the view's refuses the update */
  update(
    wanted: { view_id?: string; external_id?: string; hash?: string },
    definition: ViewDefinition,
  ): SlackView {
    const [userId, known] = this.#find(wanted);
    assertSound(definition, known.type);
    if (wanted.hash !== undefined && wanted.hash !== known.hash) throw new SlackApiError("hash_conflict");
    const view = {
      ...known,
      ...definition,
      hash: hashOf(definition, known.hash),
      state: keptState(known, definition),
    };
    this.#replace(userId, known, view);
    return view;
  }

  publish(userId: string, definition: ViewDefinition, hash?: string): SlackView {
    assertSound(definition, "home");
    this.#workspace.user(userId);
    const known = this.#homes.get(userId);
    if (hash !== undefined && known !== undefined && hash !== known.hash)
      throw new SlackApiError("hash_conflict");
    const view = { ...this.#made(definition, null), ...(known === undefined ? {} : { id: known.id }) };
    this.#homes.set(userId, view);
    return view;
  }

  /** The person closes the top view, or all of them. */
  close(userId: string, all: boolean): void {
    this.#stacks.set(userId, all ? [] : this.stackOf(userId).slice(0, -1));
  }

  #find({ view_id, external_id }: { view_id?: string; external_id?: string }): [string, SlackView] {
    for (const [userId, stack] of [
      ...this.#stacks,
      ...[...this.#homes].map(([id, home]) => [id, [home]] as const),
    ]) {
      const view = stack.find(
        (one) => one.id === view_id || (external_id !== undefined && one.external_id === external_id),
      );
      if (view !== undefined) return [userId, view];
    }
    throw new SlackApiError("not_found");
  }

  #replace(userId: string, known: SlackView, view: SlackView): void {
    if (this.#homes.get(userId) === known) this.#homes.set(userId, view);
    this.#stacks.set(
      userId,
      this.stackOf(userId).map((one) => (one === known ? view : one)),
    );
  }

  #made(definition: ViewDefinition, previous: SlackView | null): SlackView {
    const id = this.#workspace.nextId("V");
    return {
      ...UNNAMED,
      ...definition,
      blocks: this.#workspace.withIds(definition.blocks),
      id,
      team_id: this.#workspace.teamId,
      app_id: APP_ID,
      bot_id: BOT_ID,
      hash: hashOf(definition, id),
      root_view_id: previous?.root_view_id ?? id,
      previous_view_id: previous?.id ?? null,
      state: { values: {} },
    };
  }
}

/** What a person typed stays while block and action keep their ids. */
function keptState(known: SlackView, definition: ViewDefinition): SlackView["state"] {
  const ids = new Set(definition.blocks.map((block) => block["block_id"]));
  const kept = Object.entries(known.state.values).filter(([blockId]) => ids.has(blockId));
  return { values: Object.fromEntries(kept) };
}

function assertSound(definition: ViewDefinition, type: "modal" | "home"): void {
  if (definition.type !== type) throw new SlackApiError("invalid_arguments", { wanted: type });
  const problems = checkView(definition);
  if (problems.length > 0) throw invalidBlocks(problems);
}

/** What Slack puts where the bot gives nothing. */
const UNNAMED = { callback_id: "", private_metadata: "", external_id: "" };

const hashOf = (definition: ViewDefinition, before: string): string =>
  createHash("sha1").update(before).update(JSON.stringify(definition)).digest("hex").slice(0, 12);
