export const OLDEST_NATS_VERSION = "2.12.7";

/** `2.15.1` out of `nats-server: v2.15.1`; `undefined` when the text holds no version. */
export function versionIn(text: string): string | undefined {
  return /\bv?(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

export function isAtLeast(version: string, oldest: string): boolean {
  const [has, needs] = [version, oldest].map((text) => text.split(".").map(Number));
  for (const [index, need] of (needs ?? []).entries()) {
    const part = has?.[index] ?? 0;
    if (part !== need) return part > need;
  }
  return true;
}
