// A parent that ends without stopping its servers (process.exit, an uncaught error) tells them to stop on its way out.
// After a kill -9 nothing of this runs; left-over.ts is for that.
const onExit = new Set<() => void>();

/** @returns a function that forgets it again. */
export function endWithParent(sendStopSignal: () => void): () => void {
  if (onExit.size === 0) process.on("exit", tellAll);
  onExit.add(sendStopSignal);
  return () => {
    onExit.delete(sendStopSignal);
    if (onExit.size === 0) process.off("exit", tellAll);
  };
}

function tellAll(): void {
  for (const send of onExit) send();
}
