/** Files of a comparison that the browser writes itself: all rows as JSON, the rows on screen as SVG or PNG. */

import { comparison } from "./api-later.js";
import { byId } from "./dom.js";
import { fileName, save, toPng } from "./download.js";
import { number, share, t, titleOf } from "./messages.js";
import { compareQuery } from "./state-later.js";
import { comparisonSvg } from "./svg.js";

const PARTS = /** @type {const} */ (["left", "right", "both"]);
/** Rows of each part in one answer: the API's maximum. */
const MAX_ROWS = 1_000;

/** @param {string} format json, svg or png @param {ResultModel} model @param {Comparison} found the rows on screen */
export async function download(format, model, found) {
  const name = fileName(`${titleOf(found.left)} ${titleOf(found.right)}`, format);
  if (format === "json") {
    const all = JSON.stringify(await allRows(model.state), null, 1);
    return save(new Blob([all], { type: "application/json" }), name);
  }
  const svg = new Blob([toSvg(found)], { type: "image/svg+xml" });
  save(format === "svg" ? svg : await toPng(svg), name);
}

/** @param {State} state */
async function allRows(state) {
  const query = compareQuery(state);
  query.set("limit", String(MAX_ROWS));
  const all = await part(query, 0);
  const most = Math.max(...PARTS.map((name) => all[name].total));
  for (let offset = MAX_ROWS; offset < most; offset += MAX_ROWS) {
    const next = await part(query, offset);
    for (const name of PARTS) all[name].items.push(...next[name].items);
  }
  return all;
}

/** @param {URLSearchParams} query @param {number} offset */
async function part(query, offset) {
  query.set("offset", String(offset));
  const found = await comparison(query.toString());
  if (!("left" in found)) throw new Error("not counted");
  return found;
}

/** @param {Comparison} found */
function toSvg(found) {
  const fontOf = (/** @type {string} */ id) => getComputedStyle(byId(id)).fontFamily;
  const rows = PARTS.flatMap((name) => found[name].items);
  const largest = Math.max(...rows.flatMap((item) => [item.left_share, item.right_share]), 1e-9);
  const side = (/** @type {number} */ count, /** @type {number} */ proportion) => ({
    label: `${number(count)} · ${share(proportion)}`,
    ratio: proportion / largest,
  });
  const parts = PARTS.filter((name) => found[name].items.length > 0).map((name) => ({
    title: name === "both" ? t("inBoth") : t("moreIn", { title: titleOf(found[name]) }),
    rows: found[name].items.map((item) => ({
      word: item.word,
      left: side(item.left_count, item.left_share),
      right: side(item.right_count, item.right_share),
    })),
  }));
  const title = `${titleOf(found.left)} | ${titleOf(found.right)}`;
  const note = `${t("compareBars")} · ${t("name")}`;
  return comparisonSvg({ title, note, sans: fontOf("list"), serif: fontOf("title") }, parts);
}
