/** A body as the page shows it. */
export interface Example {
  summary: string;
  value: unknown;
}
