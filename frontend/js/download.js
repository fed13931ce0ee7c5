/** Files that the browser writes itself: all rows as JSON, the chart and the cloud as SVG or PNG. */

import { allWords } from "./all-words.js";
import { byId, h } from "./dom.js";
import { date, number, share, t } from "./messages.js";
import { pack } from "./pack.js";
import { toQuery, wordsQuery } from "./state.js";
import { CLOUD_BOTTOM, CLOUD_TOP, chartSvg, cloudSvg } from "./svg.js";
import { ratios } from "./views/chart.js";
import { measureIn, SHAPES, sizedWords } from "./views/cloud.js";

/** Pixels of the PNG for each pixel of the SVG. */
const PNG_SCALE = 2;
/** Milliseconds until a file's URL is revoked, by when its download has started. */
const REVOKE_AFTER = 10_000;
/** The cloud's picture: its margin on either side, and its width and height, in pixels. */
const MARGIN = 40;
/** @type {[number, number]} */
const PAGE_SHAPE = [1000, 760];

/** A file name from a title in any script. Pure. @param {string} title @param {string} format */
export function fileName(title, format) {
  const words = title.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return `${["pagewords", ...words].join("-").slice(0, 60)}.${format}`;
}

/**
 * @param {string} format json, svg or png
 * @param {ResultModel} model
 * @param {string} [shape] of a cloud's picture: square, story, or else the page's own
 */
export async function download(format, model, shape = "") {
  const name = fileName(model.title, format);
  if (format === "json") {
    const { words: _, ...about } = model.result;
    const { items } = await allWords(about.key, wordsQuery(model.state));
    save(new Blob([JSON.stringify({ ...about, items }, null, 1)], { type: "application/json" }), name);
    return;
  }
  const svg = new Blob([toSvg(model, shape)], { type: "image/svg+xml" });
  save(format === "svg" ? svg : await toPng(svg), name);
}

/** @param {ResultModel} model @param {string} shape */
function toSvg({ result, state, list: { items }, title }, shape) {
  const link = result.final_url ?? result.url ?? new URL(toQuery({ ...state, word: "" }), location.href).href;
  const fontOf = (/** @type {string} */ id) => getComputedStyle(byId(id)).fontFamily;
  const [sans, serif] = [fontOf("list"), fontOf("title")];
  const caption = { title, sans, serif, note: `${link} · ${date(result.fetched_at)} · ${t("name")}` };
  const counts = items.map((item) => item.count);
  if (state.view === "cloud") {
    const [width, height] = SHAPES[shape] ?? PAGE_SHAPE;
    const room = { width: width - 2 * MARGIN, height: height - CLOUD_TOP - CLOUD_BOTTOM };
    const words = pack(sizedWords(items), room.width, room.height, measureIn(serif));
    const placed = words.map((one) => ({ ...one, x: one.x + MARGIN, y: one.y + CLOUD_TOP }));
    return cloudSvg(caption, placed, width, height, t("cloudHeading"));
  }
  const lengths = ratios(counts);
  const bars = items.map((item, index) => ({
    word: item.word,
    label: `${number(item.count)} · ${share(item.share)}`,
    ratio: lengths[index] ?? 0,
  }));
  return chartSvg(caption, bars);
}

/** @param {Blob} svg @returns {Promise<Blob>} */
export async function toPng(svg) {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = h("canvas", { width: image.width * PNG_SCALE, height: image.height * PNG_SCALE });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER);
}
