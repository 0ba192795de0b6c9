// The fake as a process of its own, for the demonstration: a workspace with three people, a channel and a group of approvers,
// and a page at `/ui` on which one can be any of them. The app in it is the one whose manifest SLACK_MANIFEST names.
import { readFileSync } from "node:fs";
import { type AppManifest, scopesIn, shortcutsIn } from "./app-manifest.ts";
import { startFakeSlack } from "./fake-slack.ts";
import { BOT_USER } from "./workspace.ts";

const manifest = JSON.parse(readFileSync(process.env["SLACK_MANIFEST"] ?? "", "utf8")) as AppManifest;
const slack = await startFakeSlack({ appToken: "xapp-demo", port: Number(process.env["PORT"] ?? 0) });
const team = slack.addTeam("T0DEMO", scopesIn(manifest), "xoxb-demo");
team.shortcuts = shortcutsIn(manifest);
const people = ["ann", "ben", "cleo"].map((name) => team.workspace.addUser(name).id);
team.workspace.addChannel("campaigns", [...people, BOT_USER], { id: "C0CAMPAIGNS" });
team.workspace.addGroup("approvers", people, "S0APPROVERS");

const end = (): void => void slack.stop().finally(() => process.exit());
process.once("SIGTERM", end);
process.once("disconnect", end);
process.send?.({ type: "listening", url: slack.origin });
