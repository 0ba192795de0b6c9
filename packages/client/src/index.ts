export { createSluiceClient, type SluiceClient, type SluiceClientOptions } from "./create-sluice-client.ts";
export { dataOf, SluiceError } from "./data-of.ts";
export type { components, operations, paths } from "./generated/api.ts";
export type { WaitOptions } from "./wait-out-limits.ts";
