// A page of the attempt log, as the API answers it.
import { z } from "zod";

const Pairs = z.array(z.tuple([z.string(), z.string()]));

export const FoundAttempt = z.looseObject({
  at: z.iso.datetime(),
  run_id: z.string(),
  user_id: z.string(),
  attempt: z.int(),
  status: z.int(),
  latency_ms: z.number(),
  error_code: z.string().nullable(),
  request: z.looseObject({ method: z.string(), url: z.string() }),
  response: z.looseObject({ headers: Pairs, body: z.string() }).nullable(),
});
export type FoundAttempt = z.infer<typeof FoundAttempt>;

export const AttemptPage = z.object({ attempts: z.array(FoundAttempt), next: z.string().nullable() });
export type AttemptPage = z.infer<typeof AttemptPage>;

/** Everything is optional: what is absent does not narrow the search. */
export interface AttemptQuery {
  user_id?: string;
  status?: string;
  error?: string;
  run_id?: string;
  from?: string;
  to?: string;
  limit?: number;
  cursor?: string | undefined;
}

export function attemptQueryText(query: AttemptQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}
