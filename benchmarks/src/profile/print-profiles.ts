// Profiles as tables for people.
import type { ProcessProfile } from "./read-profiles.ts";

export const printProfiles = (profiles: readonly ProcessProfile[]): string =>
  profiles.map(printProfile).join("\n");

function printProfile({ process, busyMs, kinds, functions }: ProcessProfile): string {
  const row = (name: string, share: number) => `    ${(share * 100).toFixed(1).padStart(5)} %  ${name}`;
  return [
    `${process}: ${busyMs} ms busy`,
    ...kinds.map(({ kind, share }) => row(kind, share)),
    "    functions:",
    ...functions.map(({ name, share }) => row(name, share)),
  ].join("\n");
}
