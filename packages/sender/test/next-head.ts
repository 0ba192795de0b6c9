// The moment in which the head of an answer is there: the client says so to whoever subscribes.
import { subscribe, unsubscribe } from "node:diagnostics_channel";

const HEADS = "undici:request:headers";

/** Of the next answer in this process. */
export function nextHead(): Promise<void> {
  const head = Promise.withResolvers<void>();
  const hear = (): void => {
    unsubscribe(HEADS, hear);
    head.resolve();
  };
  subscribe(HEADS, hear);
  return head.promise;
}
