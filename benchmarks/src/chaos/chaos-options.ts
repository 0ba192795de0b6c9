export interface ChaosOptions {
  /** Of faults. */
  minutes: number;
  /** Faults of each kind. */
  atLeast: number;
  seed: number;
  requestsPerMinute: number;
  deliveryProcesses: number;
  /** For evidence and logs, and for the disks. */
  folder: string;
  /** Whether disks can be mounted (disk-rights.ts); without them their faults are not fired. */
  hasDisks: boolean;
}
