// V8's CPU profile: which function was on top of the stack at each sample, and how long until the next one.

export interface CpuProfile {
  nodes: ReadonlyArray<{
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }>;
  samples: readonly number[];
  /** Microseconds between samples. */
  timeDeltas: readonly number[];
}

export interface FunctionTime {
  functionName: string;
  url: string;
  /** Time in the function itself, without what it calls. */
  selfMs: number;
}

/** Without the time in which the thread did nothing. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): FunctionTime[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, FunctionTime>();
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === "(idle)") continue;
    const key = `${frame.functionName} ${frame.url}:${frame.lineNumber}`;
    const time = times.get(key) ?? { functionName: frame.functionName, url: frame.url, selfMs: 0 };
    time.selfMs += (timeDeltas[index] ?? 0) / 1_000;
    times.set(key, time);
  }
  return [...times.values()].sort((a, b) => b.selfMs - a.selfMs);
}
