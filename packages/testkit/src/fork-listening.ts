// An app as its own process, as it is run: forked, and ready when it says where it listens.
import { fork } from "node:child_process";
import { once } from "node:events";

export interface ListeningProcess extends AsyncDisposable {
  pid: number;
  url: string;
  /** stdout and stderr so far, the last megabyte. */
  output: () => string;
  stop: () => Promise<void>;
}

const MAX_OUTPUT = 1024 * 1024;

/**
 * @param main a file that says `process.send({type: "listening", url})` once it does.
 * @throws Error with all it printed, when it ends before.
 */
export async function forkListening(main: URL, env: NodeJS.ProcessEnv): Promise<ListeningProcess> {
  const child = fork(main, { env: { PATH: process.env["PATH"], ...env }, silent: true });
  let output = "";
  const keep = (chunk: unknown): void => void (output = (output + String(chunk)).slice(-MAX_OUTPUT));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const ended = once(child, "exit");
  const refused = ended.then(() => Promise.reject(new Error(`${main.pathname} ended:\n${output}`)));
  refused.catch(() => "told by the race below, or it was stopped");
  const [message] = (await Promise.race([once(child, "message"), refused])) as [{ url: string }];
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    url: message.url,
    output: () => output,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
