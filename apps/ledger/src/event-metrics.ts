// Figures of user events for Prometheus.
import { Counter, Gauge, type Registry } from "prom-client";

export class EventMetrics {
  readonly stored: Counter;
  readonly lost: Counter;
  readonly passedOver: Counter;
  readonly failures: Counter;
  readonly partitionsDropped: Counter<"reason">;
  readonly bytes: Gauge;
  readonly pendingMessages: Gauge;
  readonly fill: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = (name: string, help: string): Counter => new Counter({ name, help, registers });
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
    this.stored = counter("sluice_events_stored_total", "User events stored");
    this.lost = counter("sluice_events_lost_total", "Messages that left the stream before they were stored");
    this.passedOver = counter("sluice_events_passed_over_total", "Messages of events left out for good");
    this.failures = counter("sluice_events_failures_total", "Rounds that failed and are repeated");
    this.partitionsDropped = new Counter({
      name: "sluice_events_partitions_dropped_total",
      help: "Partitions of user events dropped, by age or for their bytes",
      labelNames: ["reason"],
      registers,
    });
    this.bytes = gauge("sluice_events_bytes", "Bytes of user events in Postgres, with their indexes");
    this.pendingMessages = gauge("sluice_events_pending_messages", "Messages of events not yet stored");
    this.fill = gauge("sluice_events_stream_fill_ratio", "Bytes in the stream of events, of its limit");
  }
}
