// The Data API's ports, fitted from Postgres and NATS.
import { randomBytes } from "node:crypto";
import type { WorkspaceId } from "@sluice/schema";
import {
  auditWorkspace,
  boundRefusedElements,
  changeUsers,
  deleteUser,
  findUserBy,
  keepRefusedElements,
  mergeUsers,
  putDevice,
  refusedElementsOf,
  setDeviceOptOut,
  type Store,
} from "@sluice/store";
import type { DataPorts } from "./data-ports.ts";

export interface DataNeighbours {
  /** Sees one workspace. */
  storeOf: (workspaceId: WorkspaceId) => Store;
  publishEvents: DataPorts["publishEvents"];
  nowMs: () => number;
}

/** Looking for what is too old costs more than keeping one more. */
const BOUND_EVERY = 50;

export function connectDataPorts({ storeOf: of, publishEvents, nowMs }: DataNeighbours): DataPorts {
  let kept = 0;
  return {
    changeUsers: (workspaceId, changes) => changeUsers(of(workspaceId), workspaceId, changes),
    findUserBy: (workspaceId, type, value) => findUserBy(of(workspaceId), workspaceId, type, value),
    putDevice: (workspaceId, device) => putDevice(of(workspaceId), workspaceId, device),
    setDeviceOptOut: (workspaceId, choice) => setDeviceOptOut(of(workspaceId), workspaceId, choice),
    mergeUsers: (workspaceId, ...merge) => mergeUsers(of(workspaceId), workspaceId, ...merge),
    deleteUser: (workspaceId, ...deletion) => deleteUser(of(workspaceId), workspaceId, ...deletion),
    keepRefused: async (workspaceId, refused) => {
      const store = of(workspaceId);
      await keepRefusedElements(store, workspaceId, refused);
      if (kept++ % BOUND_EVERY === 0) await boundRefusedElements(store, workspaceId);
    },
    refusedElements: (workspaceId, requestId) => refusedElementsOf(of(workspaceId), workspaceId, requestId),
    publishEvents,
    recordUsersEnded: (workspaceId, { action, users, ...by }) =>
      auditWorkspace(of(workspaceId).db, { workspaceId, action, by, detail: { users }, nowMs: nowMs() }),
    nowMs,
    randomBytes,
  };
}
