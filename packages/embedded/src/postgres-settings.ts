export interface PostgresSettings {
  clusterFolder: string;
  port: number;
  /** Off only in tests: then a power cut may ruin the whole cluster. */
  hasFsync: boolean;
}

/** Command-line arguments, so that they hold for a cluster of any age. Sized for a small machine that does other work. */
export function postgresArguments({ clusterFolder, port, hasFsync }: PostgresSettings): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 100,
    shared_buffers: "128MB",
    fsync: hasFsync ? "on" : "off",
    synchronous_commit: hasFsync ? "on" : "off",
    full_page_writes: hasFsync ? "on" : "off",
    wal_compression: "on", // not lz4: a build without it would refuse to start
    max_wal_size: "2GB",
    jit: "off", // our queries are short; compiling them costs more than it saves
    autovacuum: "on",
    log_min_messages: "warning",
    log_checkpoints: "off",
    log_line_prefix: "%m [%p] ",
    log_timezone: "UTC",
    timezone: "UTC",
  };
  return [
    "-D",
    clusterFolder,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}
