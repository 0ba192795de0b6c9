/** Stops every one, also when another fails to; then reports all failures. */
export async function stopAll(servers: readonly ({ stop(): Promise<void> } | undefined)[]): Promise<void> {
  const stops = await Promise.allSettled(servers.map(async (server) => server?.stop()));
  const failures = stops.flatMap((stop) => (stop.status === "rejected" ? [stop.reason as unknown] : []));
  if (failures.length > 0) throw new AggregateError(failures, "The embedded servers did not stop cleanly.");
}

/** Stops the server and then, whether that worked or not, does what frees its place. */
export async function stopThen(server: { stop(): Promise<void> }, free: () => Promise<void>): Promise<void> {
  try {
    await server.stop();
  } finally {
    await free();
  }
}
