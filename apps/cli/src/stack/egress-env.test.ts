import { expect, test } from "vitest";
import { endpointEnv, proxyEnv, proxyHost } from "./egress-env.ts";

test("our own servers are denied beside what the operator denies, each at its port", () => {
  const servers = {
    natsUrl: "nats://app:secret@127.0.0.1:4001,nats://[::1]",
    databaseUrl: "postgres://u:secret@db/sluice",
    openUrls: ["http://127.0.0.1:8222"],
  };
  expect(
    endpointEnv(
      { env: { SLUICE_DENY_HOSTS: "10.9.0.0/16" }, allowCidrs: ["127.0.0.0/8", "::1/128"] },
      servers,
    ),
  ).toEqual({
    SLUICE_ALLOW_CIDRS: "127.0.0.0/8,::1/128",
    SLUICE_DENY_HOSTS: "10.9.0.0/16,127.0.0.1:4001,[::1]:4222,db:5432,127.0.0.1:8222",
  });
});

test("a proxy is shown without its credentials, and only who sends is told them", () => {
  const proxyUrl = "http://user:secret@proxy.internal:3128";
  expect(proxyEnv({ proxyUrl })).toEqual({ SLUICE_PROXY: proxyUrl });
  expect(proxyEnv({ proxyUrl: null })).toEqual({});
  expect(proxyHost(proxyUrl)).toBe("proxy.internal:3128");
});
