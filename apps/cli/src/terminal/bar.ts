// A bar of block characters, an eighth of a cell fine.

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** @param share 0 to 1; what is outside counts as the nearer end. @param width in characters. */
export function drawBar(share: number, width: number, empty = "░"): string {
  const eighths = Math.floor(Math.min(1, Math.max(0, share || 0)) * width * 8);
  const full = Math.trunc(eighths / 8);
  const partial = EIGHTHS[eighths % 8] ?? "";
  return "█".repeat(full) + partial + empty.repeat(width - full - partial.length);
}
