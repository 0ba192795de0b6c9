// TLS of NATS_URL. An address that begins with `tls://` is spoken to encrypted or not at all; what is trusted and what is shown
// stands behind it, in the words of DATABASE_URL: `?sslrootcert=<file>&sslcert=<file>&sslkey=<file>`.
import { readFileSync } from "node:fs";
import type { TlsOptions } from "@nats-io/nats-core";
import { BusError } from "./bus-error.ts";

const FILES = { ca: "sslrootcert", cert: "sslcert", key: "sslkey" } as const;

/** Of the first address that has any of them; they count for all, as credentials do. @throws BusError UNREACHABLE */
export function tlsOptions(natsUrl: string): { tls?: TlsOptions } {
  const urls = natsUrl.split(",").map((url) => new URL(url.trim()));
  const hasFile = ({ searchParams }: URL) => Object.values(FILES).some((name) => searchParams.has(name));
  const withFiles = urls.find(hasFile);
  if (withFiles === undefined) return urls.some(({ protocol }) => protocol === "tls:") ? { tls: {} } : {};
  const named = Object.entries(FILES).flatMap(([option, name]) => {
    const path = withFiles.searchParams.get(name);
    return path === null ? [] : [[option, readPem(name, path)] as const];
  });
  return { tls: Object.fromEntries(named) };
}

function readPem(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new BusError(
      "UNREACHABLE",
      `NATS_URL: the file of ${name}, ${path}, cannot be read. Correct path or rights.`,
      {
        cause,
      },
    );
  }
}
