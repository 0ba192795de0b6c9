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

/** Slack takes a file into the channel; the app hears of it. */
export async function dropFile(file: File): Promise<void> {
  const query = `${asQuery()}&${new URLSearchParams({ name: file.name })}`;
  await answered(await fetch(`/ui/file?${query}`, { method: "POST", body: file }));
}

/**
 * @param who and where, as `asQuery` told it when they did it
 * @returns null when it failed; the page says why
 */
export async function act(given: Act, who = asQuery()): Promise<ActAnswer | null> {
  return answered(await fetch(`/ui/act?${who}`, { method: "POST", body: JSON.stringify(given) }));
}

async function answered(response: Response): Promise<ActAnswer | null> {
  const answer = (await response.json()) as ActAnswer & { problem?: string };
  by("problem", HTMLParagraphElement).textContent = answer.problem ?? "";
  return answer.problem === undefined ? answer : null;
}
