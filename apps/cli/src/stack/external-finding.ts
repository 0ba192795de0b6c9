// What `sluice doctor` says of a server that NATS_URL or DATABASE_URL names: whether something listens there.
import { once } from "node:events";
import { connect } from "node:net";
import type { Finding } from "./finding.ts";

/** One that somebody else runs: it listens, or is missing. Of several addresses the first is tried. */
export async function externalFinding(
  name: string,
  variable: string,
  value: string,
  usualPort: number,
): Promise<Finding> {
  const advice = `Start it, or correct ${variable}, or unset it to use an embedded one.`;
  const url = URL.parse(value.split(",")[0]?.trim() ?? "");
  if (url === null || url.hostname === "")
    return { name, state: "missing", detail: `${variable} is not an address`, advice };
  const port = url.port === "" ? usualPort : Number(url.port);
  const where = `${url.hostname}:${port}`;
  return (await listens(url.hostname, port))
    ? { name, state: "ok", detail: `${variable} names one at ${where}; it is used` }
    : { name, state: "missing", detail: `${variable} names one at ${where}, which does not answer`, advice };
}

async function listens(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 5_000 });
  try {
    socket.once("timeout", () => socket.destroy(new Error("no answer")));
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
