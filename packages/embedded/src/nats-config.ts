import { natsAuthorization, type NatsUser } from "./nats-users.ts";

/** A server's place among others that hold the streams together. */
export interface ClusterPlace {
  /** Of this server, and different in each. */
  serverName: string;
  /** Where the others reach this one. */
  routePort: number;
  /** Of all servers. */
  routePorts: readonly number[];
  /** Of the routes. */
  password: string;
}

export interface NatsConfig {
  /** Where clients reach it; monitoring and WebSocket stay on loopback. */
  host: string;
  ports: { client: number; monitoring: number; websocket: number };
  /** The server makes `jetstream` in it. */
  storeFolder: string;
  maxFileStoreBytes: number;
  /** Off only in tests: then what was acknowledged in the last two minutes dies with the machine. */
  hasFsync: boolean;
  users: readonly NatsUser[];
  /** Origins of pages that may connect over WebSocket; undefined: any page, it still needs the password. */
  allowedOrigins?: readonly string[];
  cluster?: ClusterPlace;
}

/** The text of nats.conf. Fields stand on lines of their own: the server's parser wants that. */
export function natsConfig(config: NatsConfig): string {
  const { ports } = config;
  const text = JSON.stringify;
  return `server_name: ${config.cluster?.serverName ?? "sluice_embedded"}
listen: "${config.host}:${ports.client}"
http: "127.0.0.1:${ports.monitoring}"
max_payload: 1MB
max_connections: 500
jetstream {
  store_dir: ${text(config.storeFolder)}
  sync_interval: ${config.hasFsync ? "always" : '"2m"'}
  max_file_store: ${config.maxFileStoreBytes}
  max_memory_store: 256MB
}
websocket {
  listen: "127.0.0.1:${ports.websocket}"
  no_tls: true
  compression: false
  handshake_timeout: "2s"${config.allowedOrigins ? `\n  allowed_origins: ${text(config.allowedOrigins)}` : ""}
}
${natsAuthorization(config.users)}${config.cluster === undefined ? "" : clusterBlock(config.cluster)}`;
}

function clusterBlock({ routePort, routePorts, password }: ClusterPlace): string {
  const routes = routePorts.map((port) => `    "nats://route:${password}@127.0.0.1:${port}"`);
  return `cluster {
  name: sluice
  listen: "127.0.0.1:${routePort}"
  authorization {
    user: route
    password: ${JSON.stringify(password)}
  }
  routes: [
${routes.join("\n")}
  ]
}
`;
}
