// The far end, and the way to it: connections that take their time, answers that come, hang or break. It keeps every
// request that reached it, in order: the judge of what was really sent.
import type { Dispatcher } from "undici";
import type { SimProcess, World } from "./world.ts";

export interface ReceivedRequest {
  user: string;
  owner: string;
  atMs: number;
  isMarked: boolean;
}

type Controller = Dispatcher.DispatchController;

export class SimEndpoint {
  readonly received: ReceivedRequest[] = [];
  readonly answeredOk = new Set<string>();
  readonly #world: World;
  /** A client that never asks again before a request leaves which had to wait for its connection. */
  readonly #forgetsToAsk: boolean;
  onReceived: (request: ReceivedRequest) => void = () => undefined;

  constructor(world: World, forgetsToAsk = false) {
    this.#world = world;
    this.#forgetsToAsk = forgetsToAsk;
  }

  dispatcherOf(process: SimProcess, owner: string): Pick<Dispatcher, "dispatch"> {
    return {
      dispatch: (options, handler) => {
        const connectMs = this.#world.chance(0.3) ? this.#world.between(1, 400) : 0;
        const leave = (): void => this.#leave(process, owner, options, handler);
        if (connectMs === 0) leave();
        else if (this.#world.chance(0.05)) process.io(connectMs, () => refuse(handler));
        else process.io(connectMs, leave);
        return true;
      },
    };
  }

  #leave(
    process: SimProcess,
    owner: string,
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): void {
    const controller = controllerFor(handler);
    if (!this.#forgetsToAsk) handler.onRequestStart?.(controller, {});
    if (controller.aborted) return;
    const headers = options.headers as string[];
    const isMarked = headers[headers.indexOf("x-maybe-duplicate") + 1] === "1";
    const request = { user: options.path.slice(1), owner, atMs: this.#world.nowMs, isMarked };
    this.received.push(request);
    this.onReceived(request);
    this.#answer(process, request.user, controller, handler);
  }

  #answer(
    process: SimProcess,
    user: string,
    controller: Controller,
    handler: Dispatcher.DispatchHandler,
  ): void {
    const kind = this.#world.random();
    if (kind < 0.05) return; // hangs
    const status = kind < 0.8 ? 200 : kind < 0.9 ? 503 : 404;
    if (status === 200) this.answeredOk.add(user);
    const delayMs = this.#world.chance(0.1) ? this.#world.between(100, 3_000) : this.#world.between(1, 60);
    process.io(delayMs, () => {
      if (controller.aborted) return;
      if (kind > 0.97) return handler.onResponseError?.(controller, codedError("ECONNRESET"));
      handler.onResponseStart?.(controller, status, {}, "");
      handler.onResponseEnd?.(controller, {});
    });
  }
}

function controllerFor(handler: Dispatcher.DispatchHandler): Controller {
  const controller = {
    aborted: false,
    abort: (error: Error) => {
      if (controller.aborted) return;
      controller.aborted = true;
      handler.onResponseError?.(controller as unknown as Controller, error);
    },
  };
  return controller as unknown as Controller; // pause and resume are not for us
}

function refuse(handler: Dispatcher.DispatchHandler): void {
  handler.onResponseError?.(controllerFor(handler), codedError("ECONNREFUSED"));
}

const codedError = (code: string): Error => Object.assign(new Error(code), { code });
