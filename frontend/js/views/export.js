/** Taking away what the API does not write itself: all rows as JSON, the chart and the cloud as pictures. */

import { allWords } from "../api.js";
import { h } from "../dom.js";
import { number, share } from "../format.js";
import { language } from "../messages.js";
import { exportQuery, toLink } from "../state.js";
import { chartSvg, cloudSvg } from "../svg.js";
import { parts } from "./chart.js";
import { inOrder, sizes } from "./cloud.js";
import { titleOf } from "./facts.js";

/** Pixels of a PNG for one of the SVG. */
const SHARP = 2;

/** A file name from a title, in any script. Pure. @param {string} title @param {string} format */
export function fileName(title, format) {
  const words = title.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return `${["pagewords", ...words].join("-").slice(0, 60)}.${format}`;
}

/**
 * @param {"json" | "svg" | "png"} format
 * @param {Result} result
 * @param {State} state
 * @param {readonly Word[]} items those that are shown
 */
export async function takeAway(format, result, state, items) {
  const name = fileName(titleOf(result), format);
  if (format === "json") {
    const all = await allWords(state.key, exportQuery(state, "json"));
    const { words: _, ...about } = result;
    save(new Blob([JSON.stringify({ ...about, items: all }, null, 1)], { type: "application/json" }), name);
    return;
  }
  const svg = new Blob([draw(result, state, items)], { type: "image/svg+xml" });
  save(format === "svg" ? svg : await toPng(svg), name);
}

/** @param {Result} result @param {State} state @param {readonly Word[]} items */
function draw(result, state, items) {
  const link = result.final_url ?? result.url ?? new URL(toLink({ ...state, word: "" }), location.href).href;
  const date = new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(
    Date.parse(result.fetched_at),
  );
  const about = { title: titleOf(result), note: `${link} · ${date} · Pagewords` };
  const counts = items.map((item) => item.count);
  if (state.view === "cloud") {
    const pixels = sizes(counts, 15, 60);
    const words = items.map((item, place) => ({ word: item.word, size: pixels[place] ?? 15 }));
    const pen = document.createElement("canvas").getContext("2d");
    return cloudSvg(about, inOrder(words, result.language), (word, size) => {
      if (!pen) return word.length * size;
      pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
      return pen.measureText(word).width;
    });
  }
  const lengths = parts(counts);
  const bars = items.map((item, place) => ({
    word: item.word,
    count: number(item.count, language()),
    share: share(item.share, language()),
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
