/** The chart and the cloud as pictures: SVG written as text, with title, link and date in them. Pure. */

const WIDTH = 1_000;
const EDGE = 40;
const TOP = 110;
const SANS = "system-ui, 'Noto Sans', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif";
const SERIF = "'Iowan Old Style', Palatino, 'Noto Serif', 'Noto Serif CJK KR', serif";
const COLOURS = { paper: "#fbfaf6", ink: "#1d1c1a", soft: "#6b6860", accent: "#0f6b5c", bar: "#bfe0d6" };

/** Text as it may stand in markup; what XML cannot hold is left out. @param {string} text */
export function escapeXml(text) {
  /** @type {Record<string, string>} */
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (sign) => names[sign] ?? sign);
}

/** A text cut to a number of characters. @param {string} text @param {number} most */
export function cut(text, most) {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : text;
}

/** @param {number} x @param {number} y @param {string} text @param {string} style attributes */
function label(x, y, text, style) {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${style}>${escapeXml(text)}</text>`;
}

/** @param {About} about @param {number} height @param {string[]} inside */
function picture({ title, note }, height, inside) {
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="${SANS}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${COLOURS.paper}"/>`,
    label(
      EDGE,
      58,
      cut(title, 60),
      `font-family="${SERIF}" font-size="28" font-weight="700" fill="${COLOURS.ink}"`,
    ),
    label(EDGE, 86, cut(note, 120), `font-size="14" fill="${COLOURS.soft}"`),
    ...inside,
    "</svg>",
  ].join("\n");
}

/** @param {About} about @param {readonly Bar[]} bars */
export function chartSvg(about, bars) {
  const [row, start, longest] = [34, 280, 560];
  const lines = bars.flatMap(({ word, count, share, part }, place) => {
    const y = TOP + place * row;
    const length = Math.max(2, longest * part);
    return [
      label(start - 14, y + 22, cut(word, 24), `text-anchor="end" font-size="17" fill="${COLOURS.ink}"`),
      `<rect x="${start}" y="${y + 5}" width="${length.toFixed(1)}" height="23" rx="4" fill="${COLOURS.bar}"/>`,
      label(start + length + 10, y + 22, `${count}  ${share}`, `font-size="15" fill="${COLOURS.soft}"`),
    ];
  });
  return picture(about, TOP + bars.length * row + EDGE, lines);
}

/**
 * Words laid in lines as the browser lays text, none left out.
 * @param {About} about
 * @param {readonly { word: string, size: number }[]} words sizes in pixels
 * @param {(word: string, size: number) => number} measure width in pixels
 */
export function cloudSvg(about, words, measure) {
  /** @type {{ words: { word: string, size: number, x: number }[], height: number }[]} */
  const lines = [];
  let x = WIDTH;
  for (const { word, size } of words) {
    const width = measure(word, size);
    if (x + width > WIDTH - EDGE || lines.length === 0) {
      lines.push({ words: [], height: 0 });
      x = EDGE;
    }
    const line = /** @type {(typeof lines)[number]} */ (lines.at(-1));
    line.words.push({ word, size, x });
    line.height = Math.max(line.height, size * 1.35);
    x += width + size * 0.35 + 8;
  }
  let y = TOP - 10;
  const texts = lines.flatMap((line) => {
    y += line.height;
    return line.words.map(({ word, size, x: left }) =>
      label(
        left,
        y,
        word,
        `font-size="${size.toFixed(1)}" fill="${size > 30 ? COLOURS.accent : COLOURS.ink}"`,
      ),
    );
  });
  return picture(about, Math.ceil(y + EDGE), texts);
}
