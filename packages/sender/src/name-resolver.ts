// Names → addresses, off the thread pool that files and crypto share: a hung name server must not stop those.
//
//   D1. One lookup of a name at a time, however many connections wait for it, and a deadline for each.
//   D2. An answer is kept for its own time, at most a minute; a failure for five seconds, so that nobody asks a broken
//       server for every connection.
//   D3. In order: the hosts file, the name servers, and, only when these say that there is no such name, the system's
//       lookup, which knows search domains and names of its own. A silent server is never asked through it.
import { lookup } from "node:dns/promises";
import { Resolver } from "node:dns/promises";
import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { hostsEntries, HOSTS_PATH } from "./hosts-file.ts";

const MAX_NAMES = 1_000;
/** Within the time for a connection; two tries fit. */
const LOOKUP_TIMEOUT_MS = 2_500;
const TRY_TIMEOUT_MS = 1_000;
const MAX_KEPT_MS = 60_000;
/** Also where a record says less: whoever wants to move faster than that is up to no good. */
const MIN_KEPT_MS = 5_000;
/** Of answers that do not say how long they hold. */
const UNDATED_KEPT_MS = 30_000;
const FAILURE_KEPT_MS = 5_000;

export type LookupFailureCode = "ENOTFOUND" | "SLUICE_LOOKUP_TIMEOUT" | "SLUICE_LOOKUP_FAILED";

export class NameLookupError extends Error {
  override readonly name = "NameLookupError";
  readonly code: LookupFailureCode;

  constructor(code: LookupFailureCode, hostname: string, cause?: unknown) {
    super(`${hostname} has no address: ${code}`, { cause });
    this.code = code;
  }
}

export interface NameResolver {
  /** At least one, IPv4 first. @throws NameLookupError */
  addressesOf(hostname: string): Promise<readonly LookupAddress[]>;
}

export interface NameResolverOptions {
  /** `127.0.0.1:5353`; those of the system unless given. */
  servers?: readonly string[];
  hostsPath?: string;
  monotonicMs?: () => number;
}

interface Answer {
  addresses: readonly LookupAddress[];
  keptMs: number;
}

interface Kept {
  addresses: Promise<readonly LookupAddress[]>;
  untilMs: number;
}

export function createNameResolver(options: NameResolverOptions = {}): NameResolver {
  const monotonicMs = options.monotonicMs ?? (() => performance.now());
  const ask = lookupChain(options);
  const kept = new Map<string, Kept>();

  const keep = (name: string): Kept => {
    const entry: Kept = { addresses: Promise.resolve([]), untilMs: Number.POSITIVE_INFINITY }; // D1: until it is there
    const holdFor = (ms: number): void => void (entry.untilMs = monotonicMs() + ms);
    entry.addresses = withDeadline(ask(name), name).then(
      ({ addresses, keptMs }) => {
        holdFor(keptMs);
        return addresses;
      },
      (error: unknown) => {
        holdFor(FAILURE_KEPT_MS); // D2
        throw error;
      },
    );
    kept.delete(name);
    if (kept.size >= MAX_NAMES) kept.delete(kept.keys().next().value ?? "");
    kept.set(name, entry);
    return entry;
  };

  return {
    addressesOf: (hostname) => {
      const name = hostname.toLowerCase().replace(/\.$/, "");
      const found = kept.get(name);
      return (found !== undefined && monotonicMs() < found.untilMs ? found : keep(name)).addresses;
    },
  };
}

/** D3 */
function lookupChain({
  servers,
  hostsPath = HOSTS_PATH,
}: NameResolverOptions): (name: string) => Promise<Answer> {
  const resolver = new Resolver({ timeout: TRY_TIMEOUT_MS, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  return async (name) => {
    const entries = await hostsEntries(name, hostsPath);
    if (entries.length > 0) return { addresses: entries.map(toLookupAddress), keptMs: UNDATED_KEPT_MS };
    return (await askServers(resolver, name)) ?? askSystem(name);
  };
}

const toLookupAddress = (address: string): LookupAddress => ({ address, family: isIP(address) });

/** `null`: the servers say that there is no such name, or that it has no addresses. */
async function askServers(resolver: Resolver, name: string): Promise<Answer | null> {
  const families = await Promise.allSettled([
    resolver.resolve4(name, { ttl: true }),
    resolver.resolve6(name, { ttl: true }),
  ]);
  const records = families.flatMap((family) => (family.status === "fulfilled" ? family.value : []));
  if (records.length > 0) {
    const ttlMs = Math.min(...records.map(({ ttl }) => ttl * 1_000));
    const keptMs = Math.max(MIN_KEPT_MS, Math.min(MAX_KEPT_MS, ttlMs));
    return { addresses: records.map(({ address }) => toLookupAddress(address)), keptMs };
  }
  for (const family of families) if (family.status === "rejected") throwUnlessAbsent(family.reason, name);
  return null;
}

function throwUnlessAbsent(cause: unknown, name: string): void {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined;
  if (code === "ENOTFOUND" || code === "ENODATA") return;
  throw new NameLookupError(
    code === "ETIMEOUT" ? "SLUICE_LOOKUP_TIMEOUT" : "SLUICE_LOOKUP_FAILED",
    name,
    cause,
  );
}

async function askSystem(name: string): Promise<Answer> {
  try {
    return { addresses: await lookup(name, { all: true, order: "ipv4first" }), keptMs: UNDATED_KEPT_MS };
  } catch (cause) {
    throw new NameLookupError("ENOTFOUND", name, cause);
  }
}

async function withDeadline(answer: Promise<Answer>, name: string): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NameLookupError("SLUICE_LOOKUP_TIMEOUT", name)), LOOKUP_TIMEOUT_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
