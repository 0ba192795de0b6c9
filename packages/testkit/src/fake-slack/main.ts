// The fake as a process of its own, for the demonstration: a workspace with three people, a channel and a group of approvers,
// and a page at `/ui` on which one can be any of them.
import { startFakeSlack } from "./fake-slack.ts";
import { BOT_USER } from "./workspace.ts";

const SCOPES = ["chat:write", "commands", "usergroups:read", "users:read", "users:read.email"];

const slack = await startFakeSlack({ appToken: "xapp-demo", port: Number(process.env["PORT"] ?? 0) });
const { workspace } = slack.addTeam("T0DEMO", SCOPES, "xoxb-demo");
const people = ["ann", "ben", "cleo"].map((name) => workspace.addUser(name).id);
workspace.addChannel("campaigns", [...people, BOT_USER], { id: "C0CAMPAIGNS" });
workspace.addGroup("approvers", people, "S0APPROVERS");

const end = (): void => void slack.stop().finally(() => process.exit());
process.once("SIGTERM", end);
process.once("disconnect", end);
process.send?.({ type: "listening", url: slack.origin });
