// Devices of users, and their push ids.
//
//   V1. A push id leads to one device of its platform: whoever brings it last has it, and the device that had it is gone.
//   V2. A user has at most MAX_DEVICES_PER_USER; beyond, the one that was not told of for the longest makes room.
import type { DataPlatform, DeviceIdentifiers, WorkspaceId } from "@sluice/schema";
import { DatabaseError, type PoolClient } from "pg";
import type { Store } from "./connect.ts";
import { inTransaction } from "./in-transaction.ts";

export const MAX_DEVICES_PER_USER = 50;

export interface DeviceToPut {
  userId: string;
  deviceId: string;
  platform: DataPlatform;
  pushId: string;
  /** Left out: as it was, and not opted out at first. */
  isOptedOut?: boolean | undefined;
  attributes: Readonly<Record<string, unknown>>;
}

export interface StoredDevice {
  device_id: string;
  platform: string;
  push_id: string | null;
  is_opted_out: boolean;
  attributes: Record<string, unknown>;
  updated_at: Date;
}

const MAX_TRIES = 4;
const UNIQUE_VIOLATION = "23505";
const DEADLOCK = "40P01";

/** @returns whether there is such a user; without one nothing is stored. */
export async function putDevice(
  store: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  device: DeviceToPut,
): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      return await inTransaction(store.pool, (client) => putOnce(client, workspaceId, device));
    } catch (error) {
      // Two devices brought the same push id at once: the later one finds it taken, and takes it (V1).
      if (tries === MAX_TRIES || !isOutrun(error)) throw error;
    }
  }
}

const isOutrun = (error: unknown): boolean =>
  error instanceof DatabaseError && [UNIQUE_VIOLATION, DEADLOCK].includes(error.code ?? "");

async function putOnce(client: PoolClient, workspaceId: WorkspaceId, device: DeviceToPut): Promise<boolean> {
  const { userId, deviceId, platform, pushId, isOptedOut = null, attributes } = device;
  const { rowCount } = await client.query(
    "select from users where workspace_id = $1 and user_id = $2 for no key update",
    [workspaceId, userId],
  );
  if (rowCount === 0) return false;
  await client.query(
    `delete from devices where workspace_id = $1 and push_id = $4 and platform = $5
       and (user_id <> $2 or device_id <> $3)`,
    [workspaceId, userId, deviceId, pushId, platform],
  );
  await client.query(
    `insert into devices as known (workspace_id, user_id, device_id, platform, push_id, is_opted_out, attributes)
     values ($1, $2, $3, $4, $5, coalesce($6::boolean, false), $7)
     on conflict (workspace_id, user_id, device_id) do update set platform = excluded.platform,
       push_id = excluded.push_id, is_opted_out = coalesce($6::boolean, known.is_opted_out),
       attributes = known.attributes || excluded.attributes, updated_at = clock_timestamp()`,
    [workspaceId, userId, deviceId, platform, pushId, isOptedOut, JSON.stringify(attributes)],
  );
  await makeRoom(client, workspaceId, userId);
  return true;
}

/** V2 */
export async function makeRoom(client: PoolClient, workspaceId: WorkspaceId, userId: string): Promise<void> {
  await client.query(
    `delete from devices where workspace_id = $1 and user_id = $2 and device_id in (
       select device_id from devices where workspace_id = $1 and user_id = $2
       order by updated_at desc, device_id offset ${MAX_DEVICES_PER_USER})`,
    [workspaceId, userId],
  );
}

/** By device id. */
export async function devicesOf(
  { pool }: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  userId: string,
): Promise<StoredDevice[]> {
  const { rows } = await pool.query<StoredDevice>(
    `select device_id, platform, push_id, is_opted_out, attributes, updated_at from devices
     where workspace_id = $1 and user_id = $2 order by device_id`,
    [workspaceId, userId],
  );
  return rows;
}

/** A device is meant when everything that is given fits. Nothing given: every device of the user. */
export async function setDeviceOptOut(
  { pool }: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  choice: { userId: string; which?: readonly DeviceIdentifiers[] | undefined; isOptedOut: boolean },
): Promise<number> {
  const { rowCount } = await pool.query(
    `update devices set is_opted_out = $3, updated_at = now()
     where workspace_id = $1 and user_id = $2 and ($4::jsonb is null or exists (
       select from jsonb_to_recordset($4) as which ("GAID" text, "IDFV" text, unique_id text, device_unique_id text, push_id text)
       where coalesce(attributes ->> 'moe_gaid' = which."GAID", which."GAID" is null)
         and coalesce(attributes ->> 'idfv' = which."IDFV", which."IDFV" is null)
         and coalesce(device_id = coalesce(device_unique_id, unique_id), coalesce(device_unique_id, unique_id) is null)
         and coalesce(devices.push_id = which.push_id, which.push_id is null)))`,
    [
      workspaceId,
      choice.userId,
      choice.isOptedOut,
      choice.which === undefined ? null : JSON.stringify(choice.which),
    ],
  );
  return rowCount ?? 0;
}
