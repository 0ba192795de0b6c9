// The page's two ways to the fake: it hears what changed, and says what the person does.
import type { Act, ActAnswer } from "../page-acts.ts";
import type { PageState } from "../page-state.ts";
import { by } from "./dom.ts";
import { asQuery, keepInAddress, where, type Where } from "./where.ts";

let events: EventSource | undefined;
let onState: (state: PageState) => void = () => undefined;

export function listen(show: (state: PageState) => void): void {
  onState = show;
  open();
}

/** Looks somewhere else, or as somebody else. */
export function go(to: Partial<Where>): void {
  Object.assign(where, { thread: "", message: "" }, to);
  keepInAddress();
  open();
}

function open(): void {
  events?.close();
  events = new EventSource(`/ui/events?${asQuery()}`);
  events.addEventListener("message", ({ data }) => onState(JSON.parse(String(data)) as PageState));
}

/** @returns null when it failed; the page says why. */
export async function act(given: Act): Promise<ActAnswer | null> {
  const problem = by("problem", HTMLParagraphElement);
  problem.textContent = "";
  const response = await fetch(`/ui/act?${asQuery()}`, { method: "POST", body: JSON.stringify(given) });
  const answer = (await response.json()) as ActAnswer & { problem?: string };
  if (answer.problem === undefined) return answer;
  problem.textContent = answer.problem;
  return null;
}
