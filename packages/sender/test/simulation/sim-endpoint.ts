// The far end, and the way to it: connections that take their time, answers that come, hang or break; and times in which it
// is well, fails, asks to wait, hangs or is gone. The judge is told of every request that is made and that arrives.
import type { SimProcess, World } from "@sluice/testkit";
import type { Dispatcher } from "undici";

export interface MadeRequest {
  user: string;
  /** The process that makes it. */
  owner: string;
  attempt: number;
  isMarked: boolean;
  authorization: string | undefined;
}

export type Phase = "well" | "failing" | "limiting" | "hanging" | "gone";

export interface EndpointObserver {
  made(request: MadeRequest): void;
  arrived(request: MadeRequest): void;
  answered(request: MadeRequest, status: number): void;
}

type Controller = Dispatcher.DispatchController;

interface Answer {
  /** null: it never comes. */
  afterMs: number | null;
  /** Status, or how the connection breaks. */
  status: number | "ECONNRESET";
  retryAfter?: string;
}

export class SimEndpoint {
  phase: Phase = "well";
  readonly #world: World;
  readonly #observer: EndpointObserver;
  /** A client that never asks again before a request leaves which had to wait for its connection. */
  readonly #forgetsToAsk: boolean;
  readonly #accepts: (authorization: string | undefined) => boolean;

  constructor(
    world: World,
    observer: EndpointObserver,
    accepts: (authorization: string | undefined) => boolean,
    forgetsToAsk = false,
  ) {
    this.#world = world;
    this.#observer = observer;
    this.#accepts = accepts;
    this.#forgetsToAsk = forgetsToAsk;
  }

  dispatcherOf(process: SimProcess, owner: string): Pick<Dispatcher, "dispatch"> {
    return {
      dispatch: (options, handler) => {
        const request = readRequest(options, owner);
        this.#observer.made(request);
        const connectMs = this.#world.chance(0.3) ? this.#world.between(1, 400) : 0;
        const leave = (): void => this.#leave(process, request, handler);
        if (connectMs === 0) leave();
        else if (this.#world.chance(0.05)) process.io(connectMs, () => refuse(handler));
        else process.io(connectMs, leave);
        return true;
      },
    };
  }

  #leave(process: SimProcess, request: MadeRequest, handler: Dispatcher.DispatchHandler): void {
    const controller = controllerFor(handler);
    if (!this.#forgetsToAsk) handler.onRequestStart?.(controller, {});
    if (controller.aborted) return;
    this.#observer.arrived(request);
    const answer = this.#accepts(request.authorization) ? this.#answer() : this.#soon(401);
    if (answer.afterMs === null) return;
    process.io(answer.afterMs, () => {
      if (controller.aborted) return;
      this.#deliver(answer, request, controller, handler);
    });
  }

  #deliver(
    { status, retryAfter }: Answer,
    request: MadeRequest,
    controller: Controller,
    handler: Dispatcher.DispatchHandler,
  ): void {
    if (status === "ECONNRESET") return handler.onResponseError?.(controller, codedError(status));
    this.#observer.answered(request, status);
    handler.onResponseStart?.(controller, status, retryAfter ? { "retry-after": retryAfter } : {}, "");
    handler.onResponseEnd?.(controller, {});
  }

  #answer(): Answer {
    switch (this.phase) {
      case "well":
        return this.#mostlyWell();
      case "failing":
        return this.#soon(this.#world.pick([500, 502, 503, "ECONNRESET"]));
      case "limiting": {
        const waitS = this.#world.wholeBetween(0, 4);
        const status = this.#world.pick([429, 429, 503, 200]);
        return { ...this.#soon(status), ...(waitS > 0 && { retryAfter: `${waitS}` }) };
      }
      case "hanging":
        return { afterMs: null, status: 200 };
      case "gone":
        return this.#soon(410);
      default:
        return this.phase satisfies never;
    }
  }

  #mostlyWell(): Answer {
    const kind = this.#world.random();
    if (kind < 0.03) return { afterMs: null, status: 200 };
    const status = kind < 0.85 ? 200 : kind < 0.9 ? 503 : kind < 0.97 ? 404 : "ECONNRESET";
    const afterMs = this.#world.chance(0.1) ? this.#world.between(100, 3_000) : this.#world.between(1, 60);
    return { afterMs, status };
  }

  #soon(status: Answer["status"]): Answer {
    return { afterMs: this.#world.between(1, 60), status };
  }
}

function readRequest({ path, headers }: Dispatcher.DispatchOptions, owner: string): MadeRequest {
  const pairs = headers as string[];
  const valueOf = (name: string): string | undefined => {
    const at = pairs.indexOf(name);
    return at < 0 ? undefined : pairs[at + 1];
  };
  return {
    user: path.slice(1),
    owner,
    attempt: Number(valueOf("x-attempt")),
    isMarked: valueOf("x-maybe-duplicate") === "1",
    authorization: valueOf("authorization"),
  };
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
