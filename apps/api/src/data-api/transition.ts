// A bulk request: its elements in order, each judged on its own.
//
//   T1. Neighbours of one kind go together: a thousand users are one transaction. What an element says holds for those after it.
//   T2. An element that is refused stops nobody. It is kept with its reason, since the answer tells of none.
import {
  CustomerRequest,
  DeviceRequest,
  ELEMENT_TYPES,
  type ElementType,
  EventRequest,
  type RefusedElement,
  type UserEvent,
  type WorkspaceId,
} from "@sluice/schema";
import type { DataDesk } from "./data-desk.ts";
import { DataRefusal } from "./data-refusal.ts";
import { readData } from "./read-data.ts";

const MAX_LISTED = 100;

type Judged =
  | { kind: "customer"; at: number; request: CustomerRequest }
  | { kind: "event"; at: number; events: readonly UserEvent[] }
  | { kind: "device"; at: number; request: DeviceRequest };

export interface AppliedTransition {
  refused: number;
  /** The first of them. */
  listed: RefusedElement[];
}

export async function applyTransition(
  desk: DataDesk,
  workspaceId: WorkspaceId,
  elements: readonly unknown[],
): Promise<AppliedTransition> {
  const refusals = new Map<number, DataRefusal>();
  const judged: Judged[] = [];
  elements.forEach((element, at) => {
    const result = judge(desk, element, at);
    if (result instanceof DataRefusal) refusals.set(at, result);
    else judged.push(result);
  });
  for (const neighbours of inRuns(judged)) await applyRun(desk, workspaceId, neighbours, refusals);
  return { refused: refusals.size, listed: listedOf(refusals) };
}

function judge(desk: DataDesk, element: unknown, at: number): Judged | DataRefusal {
  try {
    const kind = typeOf(element);
    switch (kind) {
      case "customer":
        return { kind, at, request: readData(CustomerRequest, element) };
      case "event":
        return { kind, at, events: desk.readEvents(readData(EventRequest, element)) };
      case "device":
        return { kind, at, request: readData(DeviceRequest, element) };
      default:
        return kind satisfies never;
    }
  } catch (error) {
    if (error instanceof DataRefusal) return error;
    throw error;
  }
}

/** @throws DataRefusal 400 */
export function typeOf(element: unknown): ElementType {
  const type: unknown =
    typeof element === "object" && element !== null ? Reflect.get(element, "type") : undefined;
  const known = ELEMENT_TYPES.find((one) => one === type);
  if (known !== undefined) return known;
  throw new DataRefusal(
    400,
    type === undefined ? "MissingAttributeError" : "InvalidParams",
    "type: use customer, event or device, in lower case",
    { attribute: "type" },
  );
}

/** T1 */
function inRuns(judged: readonly Judged[]): Judged[][] {
  const runs: Judged[][] = [];
  for (const one of judged) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === one.kind) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

async function applyRun(
  desk: DataDesk,
  workspaceId: WorkspaceId,
  run: readonly Judged[],
  refusals: Map<number, DataRefusal>,
): Promise<void> {
  const users = run.filter((one) => one.kind === "customer");
  if (users.length > 0) {
    const outcomes = await desk.changeUsers(
      workspaceId,
      users.map(({ request }) => request),
    );
    outcomes.forEach((outcome, index) => {
      if (outcome !== null) refusals.set(users[index]?.at ?? -1, outcome);
    });
  }
  const events = run.flatMap((one) => (one.kind === "event" ? one.events : []));
  if (events.length > 0) await desk.recordEvents(workspaceId, events);
  for (const { at, request } of run.filter((one) => one.kind === "device"))
    await desk.putDevice(workspaceId, request).catch((error: unknown) => noteRefusal(refusals, at, error));
}

function noteRefusal(refusals: Map<number, DataRefusal>, at: number, error: unknown): void {
  if (!(error instanceof DataRefusal)) throw error;
  refusals.set(at, error);
}

const listedOf = (refusals: ReadonlyMap<number, DataRefusal>): RefusedElement[] =>
  [...refusals]
    .sort(([a], [b]) => a - b)
    .slice(0, MAX_LISTED)
    .map(([element, { type, message, attribute }]) => ({
      element,
      type,
      message,
      ...(attribute === undefined ? {} : { attribute }),
    }));
