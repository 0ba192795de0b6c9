// Process entry of the sink. Prints `{"port":…,"controlPort":…}` when ready; ends on SIGTERM, SIGINT, or when the
// process that started it closes our standard input (`--stdin-is-parent`, used by benchmarks: no sink is left behind).
import { parseSinkOptions, SINK_HELP } from "./options.ts";
import { startSink } from "./start-sink.ts";

const PARENT_FLAG = "--stdin-is-parent";

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) return void process.stdout.write(SINK_HELP);
  const sink = await startSink(parseSinkOptions(args.filter((arg) => arg !== PARENT_FLAG)));
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) return;
    isClosing = true;
    void sink.close().finally(() => process.exit(0));
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  if (args.includes(PARENT_FLAG)) process.stdin.on("end", stop).resume();
  process.stdout.write(`${JSON.stringify({ port: sink.port, controlPort: sink.controlPort })}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`sink: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
});
