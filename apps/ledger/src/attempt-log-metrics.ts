// Figures of the attempt log for Prometheus.
import { Counter, Gauge, type Registry } from "prom-client";

export class AttemptLogMetrics {
  readonly stored: Counter;
  readonly dropped: Counter;
  readonly passedOver: Counter;
  readonly failures: Counter;
  readonly partitionsDropped: Counter<"reason">;
  readonly bytes: Gauge;
  readonly pendingChunks: Gauge;
  readonly fill: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = (name: string, help: string): Counter => new Counter({ name, help, registers });
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
    this.stored = counter("sluice_attempt_log_stored_total", "Attempts stored, redelivered ones included");
    this.dropped = counter(
      "sluice_attempt_log_dropped_total",
      "Attempts that senders did not keep, because their buffer was full",
    );
    this.passedOver = counter("sluice_attempt_log_passed_over_total", "Chunks left out for good");
    this.failures = counter("sluice_attempt_log_failures_total", "Rounds that failed and are repeated");
    this.partitionsDropped = new Counter({
      name: "sluice_attempt_log_partitions_dropped_total",
      help: "Partitions dropped, by age or for their bytes",
      labelNames: ["reason"],
      registers,
    });
    this.bytes = gauge("sluice_attempt_log_bytes", "Bytes of the attempt log in Postgres, with its indexes");
    this.pendingChunks = gauge("sluice_attempt_log_pending_chunks", "Chunks on the bus and not yet stored");
    this.fill = gauge(
      "sluice_attempt_log_stream_fill_ratio",
      "Bytes in the stream of attempts, of its limit",
    );
  }
}
