// What Slack delivers, as far as Bolt and the listeners read it: anything else stops here, before it can surprise somebody.
import { z } from "zod";

const Id = z.string().min(1).max(255);
const Text = z.string().max(50_000);
const Some = z.looseObject({});

const Person = z.looseObject({ id: Id, team_id: Id.nullish() });
const Team = z.looseObject({ id: Id });
const Channel = z.looseObject({ id: Id, name: Text.nullish() });
const View = z.looseObject({
  id: Id,
  hash: Text.nullish(),
  callback_id: z.string().max(255),
  private_metadata: Text,
  app_installed_team_id: Id.nullish(),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), Some)) }),
  blocks: z.array(z.looseObject({ type: Id })),
});
const Action = z.looseObject({
  action_id: Id,
  type: Id,
  block_id: Id.optional(),
  value: Text.nullish(),
});

/** Of everything that a person does. */
const byPerson = {
  user: Person,
  team: Team.nullish(),
  enterprise: Team.nullish(),
  response_url: z.url().optional(),
};

const Interaction = z.discriminatedUnion("type", [
  z.looseObject({
    ...byPerson,
    type: z.literal("block_actions"),
    trigger_id: Id,
    actions: z.array(Action).min(1).max(25),
    channel: Channel.nullish(),
    message: Some.nullish(),
    view: View.nullish(),
  }),
  z.looseObject({
    ...byPerson,
    type: z.literal("view_submission"),
    trigger_id: Id.optional(),
    view: View,
    response_urls: z.array(z.looseObject({ response_url: z.url() })).optional(),
  }),
  z.looseObject({ ...byPerson, type: z.literal("view_closed"), view: View }),
  z.looseObject({
    ...byPerson,
    type: z.literal("block_suggestion"),
    action_id: Id,
    block_id: Id,
    value: Text,
    view: View.nullish(),
    channel: Channel.nullish(),
  }),
  z.looseObject({ ...byPerson, type: z.literal("shortcut"), callback_id: Id, trigger_id: Id }),
  z.looseObject({
    ...byPerson,
    type: z.literal("message_action"),
    callback_id: Id,
    trigger_id: Id,
    channel: Channel,
    message: Some,
  }),
]);

const Command = z.looseObject({
  command: z.string().startsWith("/").max(255),
  text: Text,
  team_id: Id,
  enterprise_id: Id.nullish(),
  user_id: Id,
  channel_id: Id,
  trigger_id: Id,
  response_url: z.url(),
});

const Happening = z.looseObject({
  type: z.literal("event_callback"),
  team_id: Id,
  event_id: Id,
  event_time: z.number().optional(),
  authorizations: z.array(z.looseObject({ team_id: Id.nullable(), enterprise_id: Id.nullish() })).optional(),
  event: z.looseObject({
    type: Id,
    user: z.union([Id, Some]).optional(),
    channel: z.union([Id, Some]).optional(),
    channel_id: Id.nullish(),
    item: Some.optional(),
  }),
});

export interface SoundPayload {
  kind: "command" | "event" | z.infer<typeof Interaction>["type"];
  /** The same for the same thing delivered again, and for nothing else; null: it may come twice, it changes nothing. */
  key: string | null;
}

/** Of no form that Slack sends, or none that we know. The message names fields, never what stands in them. */
export class MalformedPayload extends Error {
  override readonly name = "MalformedPayload";
}

/** @throws MalformedPayload */
export function soundPayload(body: Readonly<Record<string, unknown>>): SoundPayload {
  if ("event" in body) {
    const { team_id, event_id } = parsed(Happening, body);
    return { kind: "event", key: `${team_id} event ${event_id}` };
  }
  if ("command" in body) {
    const { team_id, trigger_id } = parsed(Command, body);
    return { kind: "command", key: `${team_id} command ${trigger_id}` };
  }
  const interaction = parsed(Interaction, body);
  const { type: kind, trigger_id: trigger } = interaction as {
    type: SoundPayload["kind"];
    trigger_id?: string;
  };
  const key = trigger === undefined ? null : `${interaction.team?.id ?? ""} ${kind} ${trigger}`;
  return { kind, key };
}

function parsed<T>(shape: z.ZodType<T>, body: unknown): T {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const fields = result.error.issues.slice(0, 5).map(({ path, code }) => `${path.join(".")}: ${code}`);
  throw new MalformedPayload(fields.join("; "));
}
