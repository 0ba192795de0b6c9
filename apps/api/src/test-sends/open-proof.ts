// What proves to an endpoint who sends a test: the same headers and the same certificate that a run shows.
//
//   P1. Nothing leaves unsigned, or without the authorization that the connector names: then nothing is sent, and the
//       reason is told in words without secrets.
//   P2. A token is fetched for the test and kept by nobody: senders share theirs, and are not disturbed.
import type { AuthorizationId, AuthorizationSettings, Connector, WorkspaceId } from "@sluice/schema";
import {
  type ClientCertificate,
  fixedAuthorization,
  type RequestAuthorization,
  type RequestProof,
  WebhookSigner,
} from "@sluice/sender";
import { findAuthorization, liveSigningSecrets } from "@sluice/store";
import { VaultError } from "@sluice/vault";
import { openSettings } from "../secrets/authorization-view.ts";
import { clientCertificate } from "../secrets/certificate-trial.ts";
import type { ProofPorts } from "./test-ports.ts";

export interface OpenedProof {
  proof: RequestProof;
  certificate: ClientCertificate | undefined;
}

/** Why nothing may leave. */
export class NoProofError extends Error {
  override readonly name = "NoProofError";
}

/** @throws NoProofError (P1) */
export async function openProof(
  ports: ProofPorts,
  workspaceId: WorkspaceId,
  { authorization, client_certificate_id }: Connector,
): Promise<OpenedProof> {
  try {
    return {
      proof: {
        authorization:
          authorization === undefined ? null : await openAuthorization(ports, workspaceId, authorization),
        signer: await openSigner(ports, workspaceId),
      },
      certificate:
        client_certificate_id === undefined
          ? undefined
          : await openCertificate(ports, workspaceId, client_certificate_id),
    };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new NoProofError("a secret of the workspace cannot be opened here; the log says which", {
      cause: error,
    });
  }
}

async function openSigner(
  { storeOf, vault, nowMs }: ProofPorts,
  workspaceId: WorkspaceId,
): Promise<WebhookSigner> {
  const rows = await liveSigningSecrets(storeOf(workspaceId).db, workspaceId, new Date(nowMs()));
  if (rows.length === 0)
    throw new NoProofError("the workspace has no signing secret yet; try again in a minute");
  return new WebhookSigner(
    rows.map(({ secret_id: id, sealed, retires_at }) => ({
      secret: vault.open(sealed, { workspaceId, kind: "signing", id, version: 1 }),
      retiresAtMs: retires_at?.getTime() ?? null,
    })),
  );
}

async function openAuthorization(
  ports: ProofPorts,
  workspaceId: WorkspaceId,
  { configuration_id, prefix }: NonNullable<Connector["authorization"]>,
): Promise<RequestAuthorization> {
  const settings = await settingsOf(ports, workspaceId, configuration_id);
  if (settings.type === "BASIC" || settings.type === "STATIC_HEADERS") return fixedAuthorization(settings);
  if (settings.type === "MUTUAL_TLS")
    throw new NoProofError(`${configuration_id} is a client certificate; name it as client_certificate_id`);
  const fetched = await ports.fetchToken(settings); // P2
  if (fetched.kind === "no_token") throw new NoProofError(`no access token: ${fetched.problem}`);
  return fixedToken([prefix ?? settings.prefix, fetched.token].filter((part) => part !== "").join(" "));
}

const fixedToken = (value: string): RequestAuthorization =>
  fixedAuthorization({ type: "STATIC_HEADERS", headers: [{ key: "authorization", value }] });

async function openCertificate(
  ports: ProofPorts,
  workspaceId: WorkspaceId,
  id: AuthorizationId,
): Promise<ClientCertificate> {
  const settings = await settingsOf(ports, workspaceId, id);
  if (settings.type !== "MUTUAL_TLS") throw new NoProofError(`${id} is no client certificate`);
  return clientCertificate(settings);
}

async function settingsOf(
  { storeOf, vault }: ProofPorts,
  workspaceId: WorkspaceId,
  id: AuthorizationId,
): Promise<AuthorizationSettings> {
  const row = await findAuthorization(storeOf(workspaceId).db, { workspaceId, configurationId: id });
  if (row === null) throw new NoProofError(`there is no authorization configuration ${id} in this workspace`);
  return openSettings(row, vault);
}
