// What `sluice doctor` says of a server that NATS_URL or DATABASE_URL names: whether something listens there.
import { once } from "node:events";
import { connect } from "node:net";
import type { Finding } from "./finding.ts";

/** One that somebody else runs: it listens, or is missing. Of the servers of a cluster one that listens is enough. */
export async function externalFinding(
  name: string,
  variable: string,
  value: string,
  usualPort: number,
): Promise<Finding> {
  const advice = `Start it, or correct ${variable}, or unset it to use an embedded one.`;
  const urls = value.split(",").map((text) => URL.parse(text.trim()));
  const addresses = urls.map((url) => ({ host: url?.hostname ?? "", port: Number(url?.port || usualPort) }));
  if (addresses.some(({ host }) => host === ""))
    return { name, state: "missing", detail: `${variable} is not an address`, advice };
  const answers = await Promise.all(addresses.map(({ host, port }) => listens(host, port)));
  const silent = addresses.filter((_, index) => !answers[index]).map(({ host, port }) => `${host}:${port}`);
  const where = addresses.map(({ host, port }) => `${host}:${port}`).join(", ");
  if (silent.length === 0)
    return { name, state: "ok", detail: `${variable} names one at ${where}; it is used` };
  if (silent.length === addresses.length)
    return {
      name,
      state: "missing",
      detail: `${variable} names one at ${where}, which does not answer`,
      advice,
    };
  const detail = `${variable} names ${addresses.length} servers; ${silent.join(", ")} does not answer`;
  return {
    name,
    state: "note",
    detail,
    advice: "Start that server: with one more down the cluster may stop.",
  };
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
