/** The chart and the cloud as SVG text. Pure. */

const WIDTH = 1_000;
const MARGIN = 40;
/** The y of the first bar, below title and note. */
const TOP = 110;
const [PAPER, INK, MUTED, ACCENT, BAR] = ["#fbfaf6", "#1d1c1a", "#6b6860", "#0f6b5c", "#bfe0d6"];

/** Escape markup, and drop the characters that XML does not allow. @param {string} text */
export function escapeXml(text) {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** @param {string} text @param {number} length in characters */
export function truncate(text, length) {
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length - 1).join("")}…` : text;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {number} size
 * @param {string} fill
 */
function textElement(x, y, text, size, fill, more = "") {
  const attributes = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size.toFixed(1)}"`;
  return `<text ${attributes} fill="${fill}"${more}>${escapeXml(text)}</text>`;
}

/** @param {Caption} caption @param {number} height @param {string[]} elements */
function svg({ title, note, sans, serif }, height, elements) {
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  const titleFont = ` font-family="${escapeXml(serif)}" font-weight="700"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="${escapeXml(sans)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${PAPER}"/>`,
    textElement(MARGIN, 58, truncate(title, 60), 28, INK, titleFont),
    textElement(MARGIN, 86, truncate(note, 120), 14, MUTED),
    ...elements,
    "</svg>",
  ].join("\n");
}

/** @param {Caption} caption @param {readonly Bar[]} bars */
export function chartSvg(caption, bars) {
  const [rowHeight, left, longest] = [34, 280, 560];
  const rows = bars.flatMap(({ word, label, ratio }, index) => {
    const y = TOP + index * rowHeight;
    const width = Math.max(2, longest * ratio);
    return [
      textElement(left - 14, y + 22, truncate(word, 24), 17, INK, ' text-anchor="end"'),
      `<rect x="${left}" y="${y + 5}" width="${width.toFixed(1)}" height="23" rx="4" fill="${BAR}"/>`,
      textElement(left + width + 10, y + 22, label, 15, MUTED),
    ];
  });
  return svg(caption, TOP + bars.length * rowHeight + MARGIN, rows);
}

/**
 * Every word, in lines that break as a browser breaks text.
 * @param {Caption} caption
 * @param {readonly { word: string, size: number }[]} words sizes in pixels
 * @param {(word: string, size: number) => number} measure width in pixels
 */
export function cloudSvg(caption, words, measure) {
  let [x, y, lineHeight] = [MARGIN, TOP - 10, 0];
  /** Elements of the current line; its y is known once its largest word is. @type {((y: number) => string)[]} */
  let line = [];
  /** @type {string[]} */
  const elements = [];
  const breakLine = () => {
    y += lineHeight;
    elements.push(...line.map((draw) => draw(y)));
    [x, lineHeight, line] = [MARGIN, 0, []];
  };
  for (const { word, size } of words) {
    const width = measure(word, size);
    if (x + width > WIDTH - MARGIN) breakLine();
    const left = x;
    line.push((baseline) => textElement(left, baseline, word, size, size > 30 ? ACCENT : INK));
    lineHeight = Math.max(lineHeight, size * 1.35);
    x += width + size * 0.35 + 8;
  }
  breakLine();
  return svg(caption, Math.ceil(y + MARGIN), elements);
}
