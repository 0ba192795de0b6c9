// One fixed-size record per request: the evidence that the verdict reads. Little-endian.
//
//   offset  0 f64  arrivedUs     monotonic since boot, so files of several sinks on one machine can be merged
//           8 f64  arrivedWallMs milliseconds since 1970
//          16 f64  endedUs       when it was answered, or when the connection was found gone
//          24 u32  key hash, low half      28 u32 high half; both 0 without Idempotency-Key
//          32 u32  CRC-32 of the body      36 u32 length of the body in bytes
//          40 u16  status answered (0: none)   42 u16 X-Attempt (0: absent)
//          44 u8   flags                       45 u8 format version   46 u16 zero
export const RECORD_BYTES = 48;
export const RECORD_VERSION = 1;

export const RECORD_FLAGS = {
  /** Carried `X-Maybe-Duplicate: 1`. */
  maybeDuplicate: 1,
  hasKey: 2,
  /** The sender had closed the connection before it could be answered. */
  connectionGone: 4,
  /** Reset on purpose. */
  reset: 8,
  /** Left without an answer on purpose. */
  hung: 16,
} as const;

export interface RequestRecord {
  arrivedUs: number;
  arrivedWallMs: number;
  endedUs: number;
  keyLow: number;
  keyHigh: number;
  bodyCrc32: number;
  bodyBytes: number;
  status: number;
  attempt: number;
  flags: number;
}

/** HOT: once per request. */
export function encodeRecord(record: RequestRecord, view: DataView, offset: number): void {
  view.setFloat64(offset, record.arrivedUs, true);
  view.setFloat64(offset + 8, record.arrivedWallMs, true);
  view.setFloat64(offset + 16, record.endedUs, true);
  view.setUint32(offset + 24, record.keyLow, true);
  view.setUint32(offset + 28, record.keyHigh, true);
  view.setUint32(offset + 32, record.bodyCrc32, true);
  view.setUint32(offset + 36, record.bodyBytes, true);
  view.setUint16(offset + 40, record.status, true);
  view.setUint16(offset + 42, record.attempt, true);
  view.setUint8(offset + 44, record.flags);
  view.setUint8(offset + 45, RECORD_VERSION);
  view.setUint16(offset + 46, 0, true);
}

/** Throws when the version is not ours: a wrong verdict is worse than none. */
export function decodeRecord(view: DataView, offset: number): RequestRecord {
  const version = view.getUint8(offset + 45);
  if (version !== RECORD_VERSION) {
    throw new Error(
      `record at byte ${offset} has version ${version}, expected ${RECORD_VERSION}: not a record file of this sink`,
    );
  }
  return {
    arrivedUs: view.getFloat64(offset, true),
    arrivedWallMs: view.getFloat64(offset + 8, true),
    endedUs: view.getFloat64(offset + 16, true),
    keyLow: view.getUint32(offset + 24, true),
    keyHigh: view.getUint32(offset + 28, true),
    bodyCrc32: view.getUint32(offset + 32, true),
    bodyBytes: view.getUint32(offset + 36, true),
    status: view.getUint16(offset + 40, true),
    attempt: view.getUint16(offset + 42, true),
    flags: view.getUint8(offset + 44),
  };
}
