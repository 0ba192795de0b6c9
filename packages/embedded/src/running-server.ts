/** What every embedded server offers while it runs. */
export interface RunningServer extends AsyncDisposable {
  /** `15.1.2` */
  readonly version: string;
  /** `undefined` in the moment between a death and the supervised restart. */
  readonly pid: number | undefined;
  /** For crash tests; supervision starts the server again, on the same port. */
  kill(signal: NodeJS.Signals): void;
  /** For crash tests: killed, and started again, on the same port, when `whileDown` is over. */
  crash(whileDown: () => Promise<void>): Promise<void>;
  /** Clean stop and start, on the same port. */
  restart(): Promise<void>;
  /** Clean stop; frees the data folder. */
  stop(): Promise<void>;
}
