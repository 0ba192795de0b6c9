import { readBlocks } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene({ typeNameOver: 60 })), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

const inBerlin = {
  segmentation_details: {
    included_filters: {
      filter_operator: "and",
      filters: [
        {
          filter_type: "user_attributes",
          name: "city",
          data_type: "string",
          operator: "is",
          value: "Berlin",
          negate: false,
        },
      ],
    },
  },
};

const modalOf = (name: string) => readBlocks(scene.person(name).modal?.blocks ?? []);

test("Dangerous verbs (launch, cancel, stop-all) need a confirm naming what and how many; above threshold type the campaign name; cancel says what has gone out already.", async () => {
  const { stage, person } = scene;
  const ann = person("ann");

  // 40 of 100 users: a dialog of the button is enough, and by command a modal.
  const small = await scene.approved({ ...inBerlin, basic_details: { name: "A few in Berlin" } });
  await ann.types(`/campaign launch ${small.campaign.id}`, stage.channel);
  await ann.seesModal("Launch?");
  expect(modalOf("ann")).toContain("*A few in Berlin* v1 goes to *40* users");
  expect(JSON.stringify(ann.modal?.blocks)).not.toContain('"type":"input"');
  expect((await scene.now(small.campaign)).status).toBe("APPROVED");
  expect(await ann.submits()).toBeNull();
  await scene.becomes(small.campaign, "SENDING");

  // 100 users: the name has to be typed, however it was asked for.
  const large = await scene.approved({ basic_details: { name: "Everybody & their dog" } });
  await scene.clicks("ann", "Launch", large.card);
  await ann.seesModal("Launch?");
  expect(modalOf("ann")).toContain("goes to *100* users");
  expect(await ann.submits()).toEqual({ typed_name: expect.stringContaining("Type: Everybody & their dog") });
  ann.fills({ "Type the campaign's name": "Everybody" });
  expect(await ann.submits()).not.toBeNull();
  expect((await scene.now(large.campaign)).status).toBe("APPROVED");
  ann.fills({ "Type the campaign's name": " everybody & Their dog " });
  expect(await ann.submits()).toBeNull();
  await scene.becomes(large.campaign, "SENDING");

  // As the ledger would have it: 30 of 100 have their end.
  const { run_id } = await scene.now(large.campaign);
  await stage.store.pool.query(
    "update runs set status = 'sending', targeted = 100, recipients = 100, cut_finished_at = now(), started_at = now() where run_id = $1",
    [run_id],
  );
  await stage.store.pool.query("update run_totals set delivered = 28, skipped = 2 where run_id = $1", [
    run_id,
  ]);
  await ann.types(`/campaign cancel ${large.campaign.id} "wrong link"`, stage.channel);
  await ann.seesModal("Cancel for good?");
  expect(modalOf("ann")).toContain(
    "*30* of 100 have gone out already, and stay out. The other *70* are never sent to.",
  );
  ann.fills({ "Type the campaign's name": "Everybody & their dog" });
  expect(await ann.submits()).toBeNull();
  await scene.becomes(large.campaign, "STOPPED");

  await person("ben").types("/campaign stop-all", stage.channel);
  await person("ben").seesModal("Stop everything?");
  expect(modalOf("ben")).toMatch(/\*1\* run with \*\d+\* recipients still to be sent to is under way/);
  expect((await scene.now(small.campaign)).status).toBe("SENDING");
  await person("ben").closes();
});

test("a confirm means what it showed: after an edit in between nothing happens but an answer", async () => {
  const { stage, person } = scene;
  const { campaign } = await scene.approved({ ...inBerlin, basic_details: { name: "Edited in between" } });
  await person("ann").types(`/campaign launch ${campaign.id}`, stage.channel);
  await person("ann").seesModal("Launch?");
  await stage.desk.edit(actor("ann"), campaign.id, { basic_details: { name: "Another one" } });
  expect(await person("ann").submits()).toBeNull();
  await person("ann").sees("Nothing was done", stage.channel);
  expect((await scene.now(campaign)).status).toBe("DRAFT");
});

test("where the bot is no member of the channel, the answer to a confirm is a direct message", async () => {
  const { stage, person } = scene;
  const { campaign } = await scene.approved({ ...inBerlin, basic_details: { name: "Typed elsewhere" } });
  const elsewhere = stage.team.workspace.addChannel("random", [person("ann").user.id]);
  await person("ann").types(`/campaign launch ${campaign.id}`, elsewhere);
  await person("ann").seesModal("Launch?");
  expect(await person("ann").submits()).toBeNull();
  const alone = stage.team.workspace.directMessages(person("ann").user.id);
  const told = await person("ann").sees("Typed elsewhere: :rocket: You launched it", alone);
  expect(told.ephemeral_to).toBeUndefined();
});

test("whoever may not, or comes too late, hears it before anything is asked", async () => {
  const { stage, person } = scene;
  const { campaign } = await scene.submitted({ basic_details: { name: "Not approved yet" } });
  await person("ann").types(`/campaign launch ${campaign.id}`, stage.channel);
  await person("ann").sees("waiting for approval", stage.channel);
  stage.team.workspace.groups.get(stage.approvers)?.users.splice(0);
  await person("cleo").hearsOf({ type: "subteam_members_changed", subteam_id: stage.approvers });
  await eventually(() => scene.approvalRefusal("cleo")); // an event is acknowledged before it is heeded
  await person("cleo").types("/campaign stop-all", stage.channel);
  await person("cleo").sees("Only members of", stage.channel);
  expect(person("cleo").modal).toBeUndefined();
  await eventually(async () => (await stage.desk.stopInForce()) === null);
});
