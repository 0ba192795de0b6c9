// Emoji as small drawings: a machine without a font for them shows the same page. What is not drawn stays a `:shortcode:`.
const disc = (colour: string): string => `<circle cx="8" cy="8" r="7.5" fill="${colour}"/>`;
const tile = (colour: string): string => `<rect width="16" height="16" rx="3" fill="${colour}"/>`;
const line = (path: string, colour = "#fff", width = 2): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const area = (path: string, colour = "#fff"): string => `<path d="${path}" fill="${colour}"/>`;

const HOURGLASS = `${line("M4 1.5h8M4 14.5h8", "#8a6d3b")}${area("M4.5 2h7c0 3-2.2 4.5-2.6 6 .4 1.5 2.6 3 2.6 6h-7c0-3 2.2-4.5 2.6-6C6.7 6.5 4.5 5 4.5 2z", "#c9e2f2")}`;
const OCTAGON = "M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z";

const DRAWINGS: Readonly<Record<string, string>> = {
  white_check_mark: `${tile("#2e9e5b")}${line("M4 8.3l2.8 2.8L12 5.2")}`,
  heavy_check_mark: line("M2.5 8.5l3.7 3.7L13.5 4", "#2e9e5b", 2.5),
  x: line("M3 3l10 10M13 3L3 13", "#d72b3f", 2.5),
  no_entry: `${disc("#d72b3f")}${line("M4.5 8h7", "#fff", 3)}`,
  no_entry_sign: line("M8 1.5a6.5 6.5 0 1 0 .01 0M3.5 3.5l9 9", "#d72b3f"),
  octagonal_sign: `${area(OCTAGON, "#d72b3f")}${line("M5 8h6", "#fff", 2.5)}`,
  warning: `${area("M8 .8l7.6 13.9H.4z", "#f2b632")}${line("M8 5.5v4M8 12.2v.1", "#3b2f0b")}`,
  rotating_light: `${area("M3 12V8a5 5 0 0 1 10 0v4z", "#d72b3f")}${area("M1.5 12h13v2.5h-13z", "#8d8d8d")}`,
  eyes: `<ellipse cx="4.5" cy="8" rx="3.7" ry="5.5" fill="#fff" stroke="#777"/><ellipse cx="11.5" cy="8" rx="3.7" ry="5.5" fill="#fff" stroke="#777"/><circle cx="3.5" cy="8.5" r="1.7" fill="#222"/><circle cx="10.5" cy="8.5" r="1.7" fill="#222"/>`,
  memo: `${area("M2 1h9v14H2z", "#f4f4f4")}${line("M4 4.5h5M4 7h5M4 9.5h3", "#9aa", 1)}${line("M8 12.5l6-7", "#e8a33d", 2.2)}`,
  pencil2: line("M2.5 13.5l1-3.5L11 2.5l2.5 2.5L6 12.5z", "#e8a33d", 1.6),
  calendar: `${area("M1.5 3h13v11.5h-13z", "#f4f4f4")}${area("M1.5 2.5h13v3.5h-13z", "#d72b3f")}${line("M4.5 9h1M8 9h1M11 9h.5M4.5 12h1M8 12h1", "#777", 1.5)}`,
  satellite_antenna: `${line("M2.5 8.5a7 7 0 0 0 6 6L5.5 11z", "#8aa4b8", 2)}${line("M6 10l3-3M8 3.5a4.5 4.5 0 0 1 4.5 4.5M8 .8A7.2 7.2 0 0 1 15.2 8", "#4a90c2", 1.5)}`,
  arrow_forward: `${tile("#3b88c3")}${area("M5.5 3.5L12 8l-6.5 4.5z")}`,
  fast_forward: `${tile("#3b88c3")}${area("M2.8 4L8 8l-5.2 4zM8 4l5.2 4L8 12z")}`,
  double_vertical_bar: `${tile("#3b88c3")}${area("M4 4h3v8H4zM9 4h3v8H9z")}`,
  pause_button: `${tile("#3b88c3")}${area("M4 4h3v8H4zM9 4h3v8H9z")}`,
  arrow_up: `${tile("#3b88c3")}${line("M8 12V4.5M4.5 7.5L8 4l3.5 3.5")}`,
  arrow_right: `${tile("#3b88c3")}${line("M4 8h7.5M8.5 4.5L12 8l-3.5 3.5")}`,
  zero: `${tile("#3b88c3")}<ellipse cx="8" cy="8" rx="2.8" ry="4" fill="none" stroke="#fff" stroke-width="2"/>`,
  information_source: `${tile("#3b88c3")}${line("M8 7.5v4.5M8 4.3v.1")}`,
  checkered_flag: `${line("M2.5 1v14", "#777", 1.5)}${area("M3 2h11v8H3z", "#f4f4f4")}${area("M3 2h2.750v2H3zM8.5 2h2.750v2H8.5zM5.750 4H8.5v2H5.750zM11.250 4H14v2h-2.750zM3 6h2.750v2H3zM8.5 6h2.750v2H8.5zM5.750 8H8.5v2H5.750zM11.250 8H14v2h-2.750z", "#333")}`,
  hourglass: `${HOURGLASS}${area("M5.5 13.5c.5-2 1.5-2.5 2.5-3.5 1 1 2 1.5 2.5 3.5z", "#d9a441")}`,
  hourglass_flowing_sand: `${HOURGLASS}${area("M6 4.5h4c-.5 1.2-1.5 2-2 3-.5-1-1.5-1.8-2-3zM6.3 13.5c.4-1 1-1.3 1.7-2 .7.7 1.3 1 1.7 2z", "#d9a441")}`,
  alarm_clock: line("M8 3a5.5 5.5 0 1 0 .01 0M8 5.5V9l2.2 1.5M2 4l2-2M14 4l-2-2", "#d72b3f", 1.5),
  stopwatch: line("M8 3.5a5.5 5.5 0 1 0 .01 0M8 6v3M6.5 1h3", "#777", 1.5),
  file_cabinet: `${area("M2.5 1h11v14h-11z", "#a8b4bd")}${line("M2.5 5.5h11M2.5 10h11M7 3.5h2M7 8h2M7 12.5h2", "#5d6b75", 1.2)}`,
  file_folder: area("M1 3h5l1.5 2H15v9H1z", "#e8b84d"),
  page_facing_up: `${area("M3 1h7l3 3v11H3z", "#f4f4f4")}${line("M5 6h6M5 8.5h6M5 11h4", "#9aa", 1)}`,
  inbox_tray: line("M2 9v5h12V9M8 2v7M5 6.5L8 9.5l3-3", "#4a90c2", 1.7),
  rocket: `${area("M14.8 1.2c-4 .2-7.3 2-9.3 6L8.8 10.5c4-2 5.8-5.3 6-9.3z", "#b8c4cc")}<circle cx="10.8" cy="5.2" r="1.5" fill="#3b88c3"/>${area("M5.5 7.2L2 7.8l2.7 1.2zM8.8 10.5L8.2 14 7 11.3z", "#d72b3f")}${line("M4.5 11.5L2 14", "#f2a32b", 2.4)}`,
  lock: `${line("M5 7V5a3 3 0 0 1 6 0v2", "#8d8d8d", 1.8)}${area("M3 7h10v7.5H3z", "#f2b632")}`,
  unlock: `${line("M5 7V5a3 3 0 0 1 5.8-1", "#8d8d8d", 1.8)}${area("M3 7h10v7.5H3z", "#f2b632")}`,
  bell: `${area("M2.5 12c1.5-1.5 1.5-3 1.5-5a4 4 0 0 1 8 0c0 2 0 3.5 1.5 5z", "#f2b632")}<circle cx="8" cy="13.5" r="1.5" fill="#c98f1a"/>`,
  mag: line("M6.5 2a4.5 4.5 0 1 0 .01 0M10 10l4 4", "#4a90c2", 1.8),
  speech_balloon: area("M1 2.5h14v8.5H8l-3.5 3.5V11H1z", "#a8c7dc"),
  test_tube: `${line("M6 1.5v10a2 2 0 0 0 4 0v-10M4.8 1.5h6.4", "#8aa4b8", 1.5)}${area("M6.5 7h3v4.5a1.5 1.5 0 0 1-3 0z", "#2e9e5b")}`,
  busts_in_silhouette: `${area("M5.5 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM1 14c0-3 2-4.5 4.5-4.5S10 11 10 14z", "#5b7b93")}${area("M11 4.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM11 14c0-1.6-.4-2.8-1-3.8 2.8-.6 5 .8 5 3.8z", "#8aa4b8")}`,
  link: line(
    "M7 9a3 3 0 0 0 4 0l2-2a2.8 2.8 0 0 0-4-4M9 7a3 3 0 0 0-4 0L3 9a2.8 2.8 0 0 0 4 4",
    "#4a90c2",
    1.6,
  ),
  tada: `${area("M1 15l3.5-9L10 11.5z", "#f2b632")}${line("M8 5c0-2 1-3 2.5-3.5M10.5 7c1.5-1.5 3-1.5 4-1M6 3.5v-1M13 10h1.5", "#d72b3f", 1.5)}`,
  large_green_circle: disc("#2e9e5b"),
  leftwards_arrow_with_hook: `${tile("#3b88c3")}${line("M5 9.5L2.5 7 5 4.5M2.8 7h7a2.7 2.7 0 0 1 0 5.4H7")}`,
  chart_with_upwards_trend: `${area("M1 1h14v14H1z", "#f4f4f4")}${line("M3 12l3-4 3 2 4-6", "#d72b3f", 1.6)}`,
  bar_chart: `${area("M2 9h3v6H2z", "#2e9e5b")}${area("M6.5 5h3v10h-3z", "#d72b3f")}${area("M11 1.5h3V15h-3z", "#3b88c3")}`,
};

/** @returns null when nobody drew it */
export const emojiSvg = (name: string): string | null =>
  Object.hasOwn(DRAWINGS, name)
    ? `<svg class="emoji" viewBox="0 0 16 16" role="img" aria-label=":${name}:">${DRAWINGS[name]}</svg>`
    : null;
