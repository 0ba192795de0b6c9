// Numbers as people read them.

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

export const formatCount = (count: number): string => COUNT.format(count);

/** `45 %`; never 100 % before everything is there, never 0 % for something. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return "–";
  const percent = (100 * part) / whole;
  if (percent > 99.9 && part < whole) return "99.9 %";
  if (percent > 0 && percent < 0.1) return "<0.1 %";
  return `${Number(percent.toFixed(1))} %`;
}

/** `340 ms`, `3.2 s`, `1 min 05 s`, `2 h 07 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1_000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1_000);
  if (seconds < 3_600) return `${Math.trunc(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
  return `${Math.trunc(seconds / 3_600)} h ${twoDigits(Math.trunc((seconds % 3_600) / 60))} min`;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** `12.3 MB`, in powers of 1,000. */
export function formatBytes(bytes: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.trunc(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1_000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${BYTE_UNITS[power] ?? "B"}`;
}
