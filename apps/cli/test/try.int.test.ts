// A campaign tried from the command line: previewed, then sent to one user for real, before anybody has approved it.
import { eventually, startEndpoint } from "@sluice/testkit";
import { expect, test } from "vitest";
import { campaign, sluice, startSluice, temporaryFolder } from "./sluice.ts";

const TIMEOUT_MS = 300_000;

/** Its servers must not outlive a test that fails. */
const stopping = (running: ReturnType<typeof startSluice>) => ({
  stdout: () => running.stdout(),
  [Symbol.asyncDispose]: async () => {
    running.child.kill("SIGTERM");
    await running.ended;
  },
});

test(
  "a draft is previewed and tested, with values of its own, and stays a draft",
  async () => {
    await using folder = await temporaryFolder();
    await using endpoint = await startEndpoint();
    const content = {
      campaign_content: {
        content: {
          connector: { url: endpoint.url, body: { type: "JSON", json: { city: "{{ user.city }}" } } },
        },
      },
    };
    await folder.write("campaign.json", campaign(endpoint.url, content));
    await folder.write("users.csv", "user_id,city\nu-1,Pune\n");
    await using up = stopping(
      startSluice(folder.path, "up", "--port", "0", "--json", "--allow-cidr", "127.0.0.0/8"),
    );
    await eventually(() => up.stdout(), { timeoutMs: 180_000 });
    const run = async (...args: string[]) => {
      const { exitCode, stdout, stderr } = await sluice(folder.path, ...args);
      return { exitCode, stderr, printed: stdout === "" ? null : JSON.parse(stdout) };
    };
    await sluice(folder.path, "import", "users", "users.csv");
    const { id } = (await run("campaign", "create", "campaign.json")).printed;

    const shown = await run("campaign", "preview", id, "--user", "u-1");
    expect(shown).toMatchObject({
      exitCode: 0,
      printed: { user_id: "u-1", contents: [{ connector: { body: '{"city":"Pune"}' } }] },
    });
    expect(endpoint.requests).toEqual([]);

    const tested = await run("campaign", "test", id, "--user", "u-1", "--attribute", "city=Köln");
    expect(tested).toMatchObject({
      exitCode: 0,
      printed: {
        CONNECTOR_default_variation_1: { status: "SENT", recipients: [{ response: { status: 200 } }] },
      },
    });
    expect(endpoint.requests).toMatchObject([{ body: '{"city":"Köln"}', headers: { "x-sluice-test": "1" } }]);

    const nobody = await run("campaign", "test", id, "--user", "nobody");
    expect([nobody.exitCode, nobody.stderr]).toEqual([1, expect.stringContaining("0 of 1 sent")]);
    expect((await run("campaign", "show", id)).printed).toMatchObject({ status: "DRAFT", run_id: null });
  },
  TIMEOUT_MS,
);
