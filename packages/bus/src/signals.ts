// Core NATS, nothing stored: permits and demands, metrics; and the stored notices. A message that is not what the
// schema says is passed over, never thrown at the reader: the next one comes within a second.
import type { Msg, Subscription } from "@nats-io/nats-core";
import { DeliverySnapshot, type Notice, PermitDemand, PermitGrant } from "@sluice/schema";
import type { z } from "zod";
import type { Bus } from "./connect.ts";
import { demandsSubject, metricsSubject, noticeSubject, permitsSubject } from "./subjects.ts";

export interface Listener {
  stop(): void;
}

/** `process` names whoever sends: a sender thread has its own. */
export function publishDemand(bus: Bus, demand: PermitDemand): void {
  bus.nc.publish(demandsSubject(demand.process), JSON.stringify(demand));
}

export function onDemands(bus: Bus, receive: (demand: PermitDemand) => void): Listener {
  return listen(bus, demandsSubject("*"), PermitDemand, receive);
}

export function publishGrant(bus: Bus, process: string, grant: PermitGrant): void {
  bus.nc.publish(permitsSubject(process), JSON.stringify(grant));
}

export function onGrants(bus: Bus, process: string, receive: (grant: PermitGrant) => void): Listener {
  return listen(bus, permitsSubject(process), PermitGrant, receive);
}

export function publishSnapshot(bus: Bus, snapshot: DeliverySnapshot): void {
  bus.nc.publish(metricsSubject(snapshot.workspace_id, snapshot.process), JSON.stringify(snapshot));
}

export function onSnapshots(
  bus: Bus,
  workspaceId: string,
  receive: (snapshot: DeliverySnapshot) => void,
): Listener {
  return listen(bus, metricsSubject(workspaceId, "*"), DeliverySnapshot, receive);
}

/** Stored: Slack cards and people who come later read them. */
export async function publishNotice(bus: Bus, notice: Notice): Promise<void> {
  await bus.js.publish(noticeSubject(notice.workspace_id), JSON.stringify(notice));
}

function listen<T>(bus: Bus, subject: string, schema: z.ZodType<T>, receive: (value: T) => void): Listener {
  const subscription: Subscription = bus.nc.subscribe(subject, {
    callback: (error: Error | null, message: Msg) => {
      const value = error === null ? decode(schema, message) : null;
      if (value !== null) receive(value);
    },
  });
  return { stop: () => subscription.unsubscribe() };
}

function decode<T>(schema: z.ZodType<T>, message: Msg): T | null {
  try {
    return schema.parse(message.json());
  } catch {
    return null;
  }
}
