// A tunnel to an address through the operator's proxy (HTTP CONNECT), for every request: endpoints then see one sender.
//
//   P1. The proxy is told the address that the guard has checked, never the name: it would look that up a second time.
//   P2. Credentials go to the proxy and nowhere else, neither into a message nor into a log.
import { request } from "node:http";
import { isIPv6, type Socket } from "node:net";
import { buildConnector } from "undici";
import { lookupFunction } from "./lookup-function.ts";
import type { NameResolver } from "./name-resolver.ts";

export class ProxyError extends Error {
  override readonly name = "ProxyError";
  readonly code: "SLUICE_PROXY_UNREACHABLE" | "SLUICE_PROXY_REFUSED" | "SLUICE_PROXY_CREDENTIALS";

  constructor(code: ProxyError["code"], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** @returns a socket whose other end is the address. @throws ProxyError */
export type OpenTunnel = (address: string, port: number) => Promise<Socket>;

/** @throws Error unless the URL is `http://` or `https://` with a host; the message is without the URL: it may have a password. */
export function proxyTunnels(proxyUrl: string, resolver: NameResolver, timeoutMs: number): OpenTunnel {
  const proxy = URL.parse(proxyUrl);
  if (proxy === null || !["http:", "https:"].includes(proxy.protocol))
    throw new Error("the proxy is no URL: use http://host:port or http://user:password@host:port");
  const lookup = lookupFunction((hostname) => resolver.addressesOf(hostname));
  const connect = buildConnector({ timeout: timeoutMs, allowH2: false, lookup });
  const headers = credentialHeaders(proxy);
  return async (address, port) => {
    const authority = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
    return askForTunnel(await connectTo(proxy, connect), authority, headers, timeoutMs);
  };
}

/** P2 */
function credentialHeaders({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

function connectTo(
  { hostname, host, protocol, port }: URL,
  connect: buildConnector.connector,
): Promise<Socket> {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve, reject) => {
    connect({ hostname: bare, host, protocol, port }, (error, socket) => {
      if (error === null) resolve(socket);
      else reject(new ProxyError("SLUICE_PROXY_UNREACHABLE", "the proxy cannot be reached", error));
    });
  });
}

function askForTunnel(
  socket: Socket,
  authority: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: ProxyError): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(unreachable("the proxy does not answer")), timeoutMs);
    const asking = request({
      method: "CONNECT",
      path: authority,
      headers: { host: authority, connection: "keep-alive", ...headers },
      createConnection: () => socket,
    });
    asking.on("connect", ({ statusCode = 0 }, tunnel, head) => {
      if (statusCode < 200 || statusCode > 299) return fail(refused(statusCode));
      clearTimeout(timer);
      if (head.length > 0) tunnel.unshift(head);
      resolve(socket);
    });
    asking.on("response", ({ statusCode = 0 }) => fail(refused(statusCode)));
    asking.on("error", (cause) => fail(unreachable("the proxy closed the connection", cause)));
    asking.end();
  });
}

const unreachable = (message: string, cause?: unknown): ProxyError =>
  new ProxyError("SLUICE_PROXY_UNREACHABLE", message, cause);

const refused = (status: number): ProxyError =>
  status === 407
    ? new ProxyError("SLUICE_PROXY_CREDENTIALS", "the proxy refuses the credentials")
    : new ProxyError("SLUICE_PROXY_REFUSED", `the proxy answers ${status}`);
