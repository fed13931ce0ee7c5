/** Taking away what the API does not write: all rows as JSON, the chart and the cloud as pictures. */

import { allWords } from "../api.js";
import { byId, h } from "../dom.js";
import { date, number, share, t } from "../messages.js";
import { listQuery, toLink } from "../state.js";
import { inOrder, parts, sizes } from "./lists.js";

/** Pixels of a PNG for one of the SVG. */
const SHARP = 2;

/** A file name from a title, in any script. Pure. @param {string} title @param {string} format */
export function fileName(title, format) {
  const words = title.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return `${["pagewords", ...words].join("-").slice(0, 60)}.${format}`;
}

/** @param {string} format json, svg or png @param {Shown} shown */
export async function takeAway(format, shown) {
  const name = fileName(shown.title, format);
  if (format === "json") {
    const { words: _, ...about } = shown.result;
    const items = await allWords(about.key, listQuery(shown.state));
    save(new Blob([JSON.stringify({ ...about, items }, null, 1)], { type: "application/json" }), name);
    return;
  }
  const svg = new Blob([draw(shown)], { type: "image/svg+xml" });
  save(format === "svg" ? svg : await toPng(svg), name);
}

/** @param {Shown} shown */
function draw({ result, state, list: { items }, title }) {
  const link = result.final_url ?? result.url ?? new URL(toLink({ ...state, word: "" }), location.href).href;
  const fontOf = (/** @type {string} */ id) => getComputedStyle(byId(id)).fontFamily;
  const [sans, serif] = [fontOf("list"), fontOf("title")];
  const about = { title, sans, serif, note: `${link} · ${date(result.fetched_at)} · ${t("name")}` };
  const counts = items.map((item) => item.count);
  if (state.view === "cloud") {
    const pixels = sizes(counts, 15, 60);
    const words = items.map(({ word }, place) => ({ word, size: pixels[place] ?? 15 }));
    const pen = h("canvas", {}).getContext("2d");
    return cloudSvg(about, inOrder(words, result.language), (word, size) => {
      if (!pen) return word.length * size;
      pen.font = `${size}px ${sans}`;
      return pen.measureText(word).width;
    });
  }
  const lengths = parts(counts);
  const bars = items.map((item, place) => ({
    word: item.word,
    amount: `${number(item.count)} · ${share(item.share)}`,
    part: lengths[place] ?? 0,
  }));
  return chartSvg(about, bars);
}

/** @param {Blob} svg @returns {Promise<Blob>} */
async function toPng(svg) {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = h("canvas", { width: image.width * SHARP, height: image.height * SHARP });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// Pictures are SVG written as text.

const WIDTH = 1_000;
const EDGE = 40;
const TOP = 110;
const [PAPER, INK, SOFT, ACCENT, BAR] = ["#fbfaf6", "#1d1c1a", "#6b6860", "#0f6b5c", "#bfe0d6"];

/** What XML cannot hold is left out. @param {string} text */
export function escapeXml(text) {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** @param {string} text @param {number} most */
export function cut(text, most) {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : text;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {number} size
 * @param {string} fill
 */
function label(x, y, text, size, fill, more = "") {
  const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size.toFixed(1)}"`;
  return `<text ${place} fill="${fill}"${more}>${escapeXml(text)}</text>`;
}

/** @param {About} about @param {number} height @param {string[]} inside */
function picture({ title, note, sans, serif }, height, inside) {
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="${escapeXml(sans)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${PAPER}"/>`,
    label(EDGE, 58, cut(title, 60), 28, INK, ` font-family="${escapeXml(serif)}" font-weight="700"`),
    label(EDGE, 86, cut(note, 120), 14, SOFT),
    ...inside,
    "</svg>",
  ].join("\n");
}

/** @param {About} about @param {readonly Bar[]} bars */
export function chartSvg(about, bars) {
  const [row, start, longest] = [34, 280, 560];
  const lines = bars.flatMap(({ word, amount, part }, place) => {
    const y = TOP + place * row;
    const length = Math.max(2, longest * part);
    return [
      label(start - 14, y + 22, cut(word, 24), 17, INK, ' text-anchor="end"'),
      `<rect x="${start}" y="${y + 5}" width="${length.toFixed(1)}" height="23" rx="4" fill="${BAR}"/>`,
      label(start + length + 10, y + 22, amount, 15, SOFT),
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
  let [x, y, height] = [EDGE, TOP - 10, 0];
  /** @type {((y: number) => string)[]} */
  let line = [];
  /** @type {string[]} */
  const texts = [];
  const endLine = () => {
    y += height;
    texts.push(...line.map((draw) => draw(y)));
    [x, height, line] = [EDGE, 0, []];
  };
  for (const { word, size } of words) {
    const width = measure(word, size);
    if (x + width > WIDTH - EDGE) endLine();
    const left = x;
    line.push((base) => label(left, base, word, size, size > 30 ? ACCENT : INK));
    height = Math.max(height, size * 1.35);
    x += width + size * 0.35 + 8;
  }
  endLine();
  return picture(about, Math.ceil(y + EDGE), texts);
}
