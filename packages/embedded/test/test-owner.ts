// A test run that starts a server and is killed before it can stop it.
import { startTestNats } from "../src/index.ts";

const nats = await startTestNats();
process.stdout.write(`${nats.pid}\n`);
