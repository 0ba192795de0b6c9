// The drawing of the repository. Whoever adds an arrow adds it here, where a reviewer sees it.
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRootTools, readWorkspaces } from "./read-workspaces.ts";
import { violationsOf } from "./rules.ts";
import type { Drawing } from "./rules.ts";

const PACKAGES = [
  "schema",
  "campaigns",
  "audience",
  "content",
  "sender",
  "bus",
  "store",
  "embedded",
  "telemetry",
  "testkit",
  "vault",
];

const drawing: Drawing = {
  // Apps never import apps: they meet at NATS subjects, at Postgres tables and at HTTP.
  arrows: {
    "apps/api": [
      "schema",
      "campaigns",
      "audience",
      "content",
      "bus",
      "sender",
      "store",
      "telemetry",
      "vault",
    ],
    "apps/planner": ["schema", "campaigns", "audience", "content", "bus", "store", "telemetry", "vault"],
    "apps/delivery": ["schema", "content", "sender", "bus", "telemetry", "vault"],
    "apps/ledger": ["schema", "campaigns", "bus", "store", "telemetry"],
    "apps/slack-bot": ["schema", "campaigns", "audience", "content", "bus", "store", "telemetry", "vault"],
    "apps/cli": ["schema", "campaigns", "audience", "bus", "store", "embedded", "telemetry", "vault"],

    "packages/schema": [],
    "packages/campaigns": ["schema", "content"],
    "packages/audience": ["schema"],
    "packages/content": ["schema"],
    "packages/sender": ["schema", "content"],
    "packages/bus": ["schema"],
    "packages/store": ["schema"],
    "packages/telemetry": ["schema"],
    "packages/embedded": [],
    "packages/client": [], // what it knows of the API is generated
    "packages/testkit": ["schema"],
    "packages/vault": ["schema"],

    // Starts apps as processes; measuring them from within would measure something else.
    benchmarks: PACKAGES,
  },
  // A test of a package may start the real neighbours, and store stands behind every port that asks for rows.
  forTests: { apps: PACKAGES, packages: ["testkit", "embedded", "store"], benchmarks: [] },
  // Each outside world has one place that knows it.
  outsideWorlds: {
    "@nats-io/*": ["packages/bus"],
    pg: ["packages/store", "packages/embedded", "benchmarks"], // embedded creates the database; benchmarks read outcomes
    "pg-copy-streams": ["packages/store"],
    kysely: ["packages/store"],
    undici: ["packages/sender", "apps/cli", "benchmarks"], // the CLI is a client of the API
    piscina: ["packages/sender", "benchmarks"],
    "@slack/*": ["apps/slack-bot", "packages/testkit"], // testkit: the published types, and Bolt against its fake
  },
  onlyOutside: { "packages/schema": ["zod"] },
  // The verdict and the evidence it reads must not agree with the engine by construction.
  standalone: ["benchmarks/src/verdict", "benchmarks/src/sink"],
  sideDoors: ["@sluice/testkit/fake-slack"],
  forbiddenFolders: ["utils", "helpers", "common", "types", "lib"],
};

test("every import in the repository follows an arrow of the drawing", () => {
  const root = join(import.meta.dirname, "../../../..");
  const workspaces = readWorkspaces(root);
  expect(workspaces.map(({ folder }) => folder)).toContain("packages/testkit");
  expect(violationsOf(workspaces, drawing, readRootTools(root))).toEqual([]);
});
