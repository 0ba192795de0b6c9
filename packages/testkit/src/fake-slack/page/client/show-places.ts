// Who one may be, and where one may look: a place with something new is bold.
import type { PageState, Place } from "../page-state.ts";
import { by, made } from "./dom.ts";
import { where } from "./where.ts";
import { act, go } from "./wire.ts";

/** By person and place: the newest message that was looked at. */
const seen = new Map<string, string>();

export function showPlaces(state: PageState): void {
  showPeople(state);
  const { place, places, me } = state;
  if (!isHomeShown(place)) seen.set(`${me} ${place.id}`, place.newestTs);
  const items = (kind: Place["kind"]): HTMLElement[] =>
    places.filter((one) => one.kind === kind).map((one) => placeItem(one, state));
  showOnce(by("channels", HTMLUListElement), items("channel"));
  showOnce(by("apps", HTMLUListElement), items("app"));
  by("title", HTMLHeadingElement).textContent = place.kind === "app" ? place.name : `# ${place.name}`;
}

export const isHomeShown = ({ kind }: Place): boolean => kind === "app" && where.tab === "home";

export function openPlace({ id, kind }: Place): void {
  go({ place: id, tab: "home" });
  if (kind === "app") void act({ kind: "home" });
}

function showPeople({ people, me }: PageState): void {
  const select = by("me", HTMLSelectElement);
  const options = people.map(({ name, realName }) => new Option(realName, name, false, name === me));
  if (select.options.length !== options.length) select.replaceChildren(...options);
  select.value = me;
}

function placeItem(place: Place, { place: current, me }: PageState): HTMLElement {
  const isNew = place.newestTs > (seen.get(`${me} ${place.id}`) ?? "");
  const sign = made("span", "sign", place.kind === "app" ? "◆" : "#");
  sign.setAttribute("aria-hidden", "true");
  const button = made("button", isNew ? "new" : "", sign, place.name);
  button.type = "button";
  button.dataset["place"] = place.id;
  if (place.id === current.id) button.setAttribute("aria-current", "page");
  button.addEventListener("click", () => openPlace(place));
  return made("li", "", button);
}

/** The same list is left alone: a focused button stays. */
function showOnce(list: HTMLElement, items: readonly HTMLElement[]): void {
  const after = items.map((item) => item.outerHTML).join("");
  if (list.innerHTML !== after) list.replaceChildren(...items);
}
