// An operator with servers and a pepper of their own, as in containers: no key is made but those that they ask for.
import { startTestServers } from "@sluice/embedded";
import { expect, test } from "vitest";
import { sluiceWith, temporaryFolder } from "./sluice.ts";

test("whoever brings a pepper has the keys that they make, and no local operators beside them", async () => {
  await using servers = await startTestServers({ unsafeWithoutFsync: true });
  await using folder = await temporaryFolder();
  const keys = (...args: string[]) =>
    sluiceWith(
      {
        DATABASE_URL: servers.databaseUrl,
        NATS_URL: servers.natsUrl,
        SLUICE_PEPPER: "ab".repeat(32),
        SLUICE_DATA: `${folder.path}/data`,
      },
      folder.path,
      "keys",
      ...args,
    );
  const made = await keys("create", "--for", "ana@example.com", "--scope", "view");
  expect(made).toMatchObject({ exitCode: 0 });
  const listed = JSON.parse((await keys("list")).stdout) as object[];
  expect(listed).toMatchObject([{ actor: "ana@example.com", scopes: ["view"] }]);
}, 120_000);
