// One line of `sluice doctor`.
export interface Finding {
  name: string;
  state: "ok" | "note" | "missing";
  detail: string;
  advice?: string;
}
