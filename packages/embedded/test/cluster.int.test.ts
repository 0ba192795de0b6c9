import { expect, test } from "vitest";
import { startTestCluster } from "../src/index.ts";

test("three servers form a cluster, and each knows the other two", { timeout: 120_000 }, async () => {
  await using cluster = await startTestCluster({ unsafeWithoutFsync: true });
  for (const { monitoringUrl } of cluster.nodes) {
    const jsz = (await (await fetch(`${monitoringUrl}/jsz`)).json()) as {
      meta_cluster: { cluster_size: number; leader: string };
    };
    expect(jsz.meta_cluster).toMatchObject({
      cluster_size: 3,
      leader: expect.stringMatching(/^node_[123]$/),
    });
  }
  expect(new Set(cluster.url.split(",").map((url) => new URL(url).host)).size).toBe(3);
});
