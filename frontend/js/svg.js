/** The chart and the cloud as SVG text. Pure. */

const WIDTH = 1_000;
const MARGIN = 40;
/** The y of the first bar, below title and note. */
const TOP = 110;
const [PAPER, INK, MUTED, WARM, BAR] = ["#fbfaf6", "#1d1c1a", "#6b6860", "#b5452c", "#bfe0d6"];

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
function svg({ title, note, sans, serif }, height, elements, width = WIDTH) {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
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
 * Bars to the left and to the right of each word, in parts with a title.
 * @param {Caption} caption
 * @param {readonly { title: string, rows: readonly ComparedBars[] }[]} parts
 */
export function comparisonSvg(caption, parts) {
  const [rowHeight, middle, words, longest] = [30, WIDTH / 2, 120, 230];
  let y = TOP - 10;
  const elements = parts.flatMap(({ title, rows }) => {
    y += 40;
    const head = textElement(
      middle,
      y - 6,
      truncate(title, 70),
      16,
      INK,
      ' text-anchor="middle" font-weight="700"',
    );
    const drawn = rows.flatMap(({ word, left, right }) => {
      y += rowHeight;
      const [before, after] = [middle - words, middle + words];
      const rect = (/** @type {number} */ x, /** @type {number} */ width) =>
        `<rect x="${x.toFixed(1)}" y="${y - 22}" width="${width.toFixed(1)}" height="22" rx="4" fill="${BAR}"/>`;
      const [leftWidth, rightWidth] = [longest * left.ratio, longest * right.ratio];
      return [
        rect(before - leftWidth, leftWidth),
        textElement(before - leftWidth - 8, y - 6, left.label, 13, MUTED, ' text-anchor="end"'),
        textElement(middle, y - 6, truncate(word, 24), 16, INK, ' text-anchor="middle"'),
        rect(after, rightWidth),
        textElement(after + rightWidth + 8, y - 6, right.label, 13, MUTED),
      ];
    });
    return [head, ...drawn];
  });
  return svg(caption, y + MARGIN, elements);
}

/** The y below which a cloud's words may stand, and the room below them for its legend. */
export const [CLOUD_TOP, CLOUD_BOTTOM] = [TOP, 60];
/** From the top of a word's line to its baseline, for its size. */
const BASELINE = 0.93;

/**
 * Words where they were packed; those of headings in their own colour, which a legend names.
 * @param {Caption} caption
 * @param {readonly { word: string, size: number, heading: boolean, x: number, y: number }[]} words in pixels
 * @param {number} width
 * @param {number} height
 * @param {string} legend
 */
export function cloudSvg(caption, words, width, height, legend) {
  const font = ` font-family="${escapeXml(caption.serif)}"`;
  const elements = words.map(({ word, size, heading, x, y }) =>
    textElement(x, y + size * BASELINE, word, size, heading ? WARM : INK, font),
  );
  if (words.some(({ heading }) => heading))
    elements.push(
      `<rect x="${MARGIN}" y="${height - 38}" width="14" height="14" rx="3" fill="${WARM}"/>`,
      textElement(MARGIN + 22, height - 26, legend, 14, MUTED),
    );
  return svg(caption, height, elements, width);
}
