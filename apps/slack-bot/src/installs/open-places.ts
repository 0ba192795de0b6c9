// Where the bot works, as its settings say: in one Slack workspace by its token, or wherever it was installed over OAuth.
import { readVaultKeys, Vault } from "@sluice/vault";
import type { Installs } from "../config.ts";
import { onePlace } from "../offices/one-place.ts";
import { MAX_OFFICES } from "../offices/offices.ts";
import type { Places } from "../offices/place.ts";
import type { SlackAddress } from "../slack/clients.ts";
import { type InstallationsOptions, SealedInstallations } from "./sealed-installations.ts";

type Neighbours = Pick<InstallationsOptions, "store" | "tenantStore" | "nowMs"> & { address: SlackAddress };

/** @throws VaultError; Error when Slack does not know the token */
export async function openPlaces(
  installs: Installs,
  { address, ...neighbours }: Neighbours,
): Promise<Places> {
  if (installs.kind === "one") return onePlace(installs, address);
  const vault = new Vault(readVaultKeys(installs.keys));
  return new SealedInstallations({ ...neighbours, vault, maxInstallations: MAX_OFFICES });
}
