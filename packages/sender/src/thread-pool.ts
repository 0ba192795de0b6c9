// The pool of sender threads, and all that anybody knows about piscina.
import { Piscina } from "piscina";

export interface ThreadPoolOptions {
  /** Absolute path of the module whose named export `task` each thread runs. */
  filename: string;
  task: string;
  threads: number;
  maxTasksPerThread: number;
  /** Structured-cloned to every thread. */
  workerData: unknown;
}

export interface ThreadPool<Task, Result> {
  run(task: Task): Promise<Result>;
  close(): Promise<void>;
}

export function openThreadPool<Task, Result>(options: ThreadPoolOptions): ThreadPool<Task, Result> {
  const piscina = new Piscina<Task, Result>({
    filename: options.filename,
    name: options.task,
    minThreads: options.threads,
    maxThreads: options.threads,
    concurrentTasksPerWorker: options.maxTasksPerThread,
    workerData: options.workerData,
    // The caller holds the number of batches below threads × tasks, so the queue stays empty.
    maxQueue: options.threads * options.maxTasksPerThread,
    // Threads wait on sockets, not only on tasks: Atomics.wait would stop their event loop.
    atomics: "disabled",
  });
  return {
    run: (task) => piscina.run(task),
    close: () => piscina.destroy(),
  };
}
