export { openStore, type Store, type StoreOptions } from "./connect.ts";
export type { Database } from "./database.ts";
export { migrate } from "./migrate.ts";
