// What an app offered in a menu that it fills while a person types: an option that was offered can be chosen, with its text.
import { inputs } from "../block-text.ts";
import type { FakeTeam } from "../fake-team.ts";
import type { Person } from "../person.ts";
import type { SlackView } from "../views.ts";
import { type Json, objectsIn } from "./html.ts";

/** By view and block. A view keeps its id when it is updated. */
const offered = new WeakMap<FakeTeam, Map<string, readonly Json[]>>();
const FILLED_BY_APP: ReadonlySet<unknown> = new Set(["external_select", "multi_external_select"]);

/** @throws Error when the menu is gone */
export async function offerFor(
  team: FakeTeam,
  person: Person,
  blockId: string,
  text: string,
): Promise<readonly Json[]> {
  const view = person.modal;
  const label = inputs(view?.blocks ?? []).find(({ block_id }) => block_id === blockId)?.label;
  if (view === undefined || label === undefined) throw new Error("That menu is gone.");
  const options = objectsIn(await person.looksUp(label, text));
  const ofTeam = offered.get(team) ?? new Map<string, readonly Json[]>();
  const key = `${view.id} ${blockId}`;
  offered.set(team, ofTeam.set(key, [...(ofTeam.get(key) ?? []), ...options]));
  return options;
}

/** The element with every option that may stand in it. */
export function withOffered(team: FakeTeam, view: SlackView, blockId: string, element: Json): Json {
  if (!FILLED_BY_APP.has(element["type"])) return element;
  const state = view.state.values[blockId]?.[String(element["action_id"])];
  const chosen = [
    Reflect.get(Object(state), "selected_option"),
    ...objectsIn(Reflect.get(Object(state), "selected_options")),
  ];
  const initial = [element["initial_option"], ...objectsIn(element["initial_options"])];
  const known = offered.get(team)?.get(`${view.id} ${blockId}`) ?? [];
  return { ...element, options: objectsIn([...known, ...chosen, ...initial]) };
}
