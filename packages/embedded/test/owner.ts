// A process that owns servers, for tests that kill it: says one line when they are ready, then waits.
import { startServers } from "../src/index.ts";

const [dataDir = ""] = process.argv.slice(2);
const servers = await startServers({
  dataDir,
  onProgress: (text) => process.stderr.write(`${text}\n`),
});
const { nats, postgres } = servers;
process.stdout.write(
  `${JSON.stringify({
    natsPid: nats?.pid,
    postgresPid: postgres?.pid,
    natsUrl: servers.natsUrl,
    natsAddress: nats?.address,
    natsCredentials: nats?.credentials,
    databaseUrl: servers.databaseUrl,
  })}\n`,
);
process.once("SIGTERM", () => void servers.stop());
