// The endpoint under test: answers as told, counts and fingerprints what arrives. One thread; loopback, unless a lab says otherwise.
// (More threads would not help where it is used: the senders need the other cores.)
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { createBehaviour } from "./behaviour.ts";
import type { BehaviourOptions } from "./behaviour.ts";
import { Connection } from "./connection.ts";
import type { ConnectionPorts } from "./connection.ts";
import { answerControl } from "./control.ts";
import { RequestLog } from "./request-log.ts";
import { Spell } from "./spell.ts";
import { TimerWheel } from "./timer-wheel.ts";

export interface SinkOptions {
  /** Default: 127.0.0.1, where the control port always is. */
  host?: string;
  /** 0 takes a free one. */
  port: number;
  controlPort: number;
  /** Where the records go; without it only counts are kept. */
  recordPath?: string;
  /** False: counts alone, no memory per key. */
  keepsKeys: boolean;
  behaviour: BehaviourOptions;
}

export interface RunningSink {
  port: number;
  controlPort: number;
  /** Ends every connection, then writes what is left of the records. */
  close(): Promise<void>;
}

export async function startSink(options: SinkOptions): Promise<RunningSink> {
  const log = new RequestLog(options);
  const wheel = new TimerWheel();
  let requestNumber = 0;
  const nowUs = monotonicClockUs();
  const spell = new Spell(createBehaviour(options.behaviour), nowUs);
  const ports: ConnectionPorts = {
    log,
    wheel,
    behaviour: spell,
    nowUs,
    nextNumber: () => ++requestNumber,
  };
  const sockets = new Set<Socket>();
  const endpoint = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    void new Connection(socket, ports);
  });
  const control = createHttpServer((request, response) => answerControl(request, response, { log, spell }));
  return {
    port: await listen(endpoint, options.port, options.host),
    controlPort: await listen(control, options.controlPort),
    close: async () => {
      control.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed(endpoint), closed(control)]);
      wheel.stop();
      await log.close();
    },
  };
}

/** Microseconds since boot, read through the cheap `performance.now()`: the same scale in every process of a machine. */
function monotonicClockUs(): () => number {
  const offsetUs = Number(process.hrtime.bigint() / 1_000n) - performance.now() * 1_000;
  return () => performance.now() * 1_000 + offsetUs;
}

function listen(server: Server, port: number, host = "127.0.0.1"): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog: 4_096 }, () => resolve((server.address() as AddressInfo).port));
  });
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
