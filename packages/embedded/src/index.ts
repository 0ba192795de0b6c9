export { acquireNatsServer, type AcquireNatsServerOptions } from "./acquire-nats-server.ts";
export { EmbeddedError, type EmbeddedErrorCode } from "./embedded-error.ts";
export type { NatsServerBinary } from "./inspect-nats-server.ts";
export { natsAuthorization, type NatsRights, type NatsUser } from "./nats-users.ts";
export type { OnProgress } from "./progress.ts";
export type { RunningServer } from "./running-server.ts";
export { readRunningServers, type RunningServers } from "./running-servers.ts";
export { type NatsCredentials, type RunningNats, startNats, type StartNatsOptions } from "./start-nats.ts";
export { type RunningPostgres, startPostgres, type StartPostgresOptions } from "./start-postgres.ts";
export { type StartedServers, startServers, type StartServersOptions } from "./start-servers.ts";
export {
  startTestNats,
  startTestPostgres,
  startTestServers,
  type TestServerOptions,
  type TestServers,
} from "./start-test-servers.ts";
export { startTestCluster, type TestCluster } from "./start-test-cluster.ts";
