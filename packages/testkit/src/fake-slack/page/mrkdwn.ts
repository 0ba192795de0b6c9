// Slack's mrkdwn as HTML, as far as bots use it.
const EMOJI: Readonly<Record<string, string>> = {
  memo: "📝",
  eyes: "👀",
  white_check_mark: "✅",
  no_entry: "⛔",
  calendar: "📅",
  satellite_antenna: "📡",
  arrow_forward: "▶️",
  arrow_up: "⬆️",
  double_vertical_bar: "⏸️",
  checkered_flag: "🏁",
  octagonal_sign: "🛑",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  zero: "0️⃣",
  file_cabinet: "🗄️",
  rocket: "🚀",
  warning: "⚠️",
  lock: "🔒",
  fast_forward: "⏩",
  information_source: "ℹ️",
};

/** @param nameOf a user's id → what people call them */
export function mrkdwnToHtml(text: string, nameOf: (userId: string) => string): string {
  return text
    .split(/(```[\s\S]*?```)/)
    .map((part) =>
      part.startsWith("```") ? `<pre>${withoutSigns(part.slice(3, -3))}</pre>` : inline(part, nameOf),
    )
    .join("");
}

/** Control signs first: everything else in a text is escaped already. */
function inline(text: string, nameOf: (userId: string) => string): string {
  return text
    .replaceAll(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, (_, fallback: string) => fallback)
    .replaceAll(/<!subteam\^([A-Z0-9]+)>/g, "<b>@$1</b>")
    .replaceAll(/<@([A-Z0-9]+)>/g, (_, id: string) => `<b class="mention">@${escapeHtml(nameOf(id))}</b>`)
    .replaceAll(/:([a-z_]+):/g, (whole: string, name: string) => EMOJI[name] ?? whole)
    .replaceAll(/`([^`\n]+)`/g, "<code>$1</code>")
    .replaceAll(/(?<=^|[\s(])\*([^*\n]+)\*(?=$|[\s).,:;!])/gm, "<strong>$1</strong>")
    .replaceAll(/(?<=^|\s)_([^_\n]+)_(?=$|[\s.,:;!])/gm, "<em>$1</em>")
    .replaceAll("\n", "<br>");
}

const withoutSigns = (text: string): string => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
