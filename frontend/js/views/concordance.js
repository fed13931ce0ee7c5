/** All places of a word over the whole page: sorted, a part at a time, each unfolding to its sentence. */

import { concordance, concordanceUrl } from "../api-later.js";
import { announce, h, linkButton } from "../dom.js";
import { t } from "../messages.js";
import { direction, placesQuery } from "./word.js";

const PAGE = 50;
const FILE = "csv";
/** Pixels of a character, and of a wide one; and of a line beside its two contexts. */
const CHARACTER = 8;
const WIDE_CHARACTER = 15;
const BESIDE = 160;
/** Characters on each side that the API takes, and pixels of the widest dialog. */
const [LEAST, MOST] = [10, 300];
const WIDEST = 1400;
const WIDE = /^(ja|ko|zh)\b/;

/** Characters on each side of a word that fit. Pure. @param {number} pixels @param {string} language */
export function widthFor(pixels, language) {
  const character = WIDE.test(language) ? WIDE_CHARACTER : CHARACTER;
  const side = (Math.min(pixels, WIDEST) - BESIDE) / 2 / character;
  return Math.round(Math.min(MOST, Math.max(LEAST, side)));
}

/** @param {ResultModel} model @param {string} word @param {string} company a word that stands beside it, or none */
export async function openConcordance(model, word, company) {
  const place = h("div.concordance-places", {});
  const dialog = h("dialog.concordance", { "aria-labelledby": "concordance-title" });
  const close = () => dialog.close();
  const sort = sortMenu(() => show(0));
  const download = h("a.box", {}, FILE.toUpperCase());
  dialog.append(
    h("button.concordance-close.icon", { type: "button", "aria-label": t("close"), onclick: close }, "×"),
    h("h2", { id: "concordance-title", lang: model.result.language }, h("bdi", {}, title(word, company))),
    h("p.concordance-bar", {}, h("label.check", {}, h("span", {}, t("sortPlaces")), sort), download),
    place,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();

  /** What was asked for last: an answer to an earlier question is not shown. */
  let asked = "";
  let at = 0;

  /** @param {number} offset */
  async function show(offset) {
    const { state, result } = model;
    const how = { sort: sort.value, company, width: String(widthFor(innerWidth, result.language)) };
    const file = placesQuery(state, word, { ...how, format: FILE });
    download.setAttribute("href", concordanceUrl(state.key, file));
    const part = { limit: String(PAGE), offset: String(offset), places: "0" };
    const query = placesQuery(state, word, { ...how, ...part });
    asked = String(query);
    at = offset;
    place.setAttribute("aria-busy", "true");
    const found = await concordance(state.key, query).catch(() => null);
    if (asked !== String(query)) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.turn;
    const retry = () => linkButton(t("tryAgain"), () => show(offset));
    place.replaceChildren(...(found ? partView(found, offset, result.language, turn) : [retry()]));
    place.scrollTop = 0;
    place.removeAttribute("aria-busy");
    if (focused) focusTurn(place, focused);
  }

  /** A second click while the first is answered turns a second part. @param {number} by @param {number} total */
  const turn = (by, total) => at + by >= 0 && at + by < total && show(at + by);
  await show(0);
}

/** @param {string} word @param {string} company */
const title = (word, company) => (company ? `${word} + ${company}` : word);

/** @param {() => void} onchange */
function sortMenu(onchange) {
  const options = ["place", "left", "right"].map((value) => h("option", { value }, t(`lines_${value}`)));
  return h("select.box", { onchange }, ...options);
}

/** @param {Element} place @param {string} name of the button that was there before; the other one at an end */
function focusTurn(place, name) {
  const same = place.querySelector(`[data-turn="${name}"]`);
  const button = /** @type {HTMLElement | null} */ (same ?? place.querySelector("[data-turn]"));
  button?.focus();
}

/** @param {Concordance} found @param {number} offset @param {string} lang @param {(by: number, total: number) => void} turn */
function partView({ items, total }, offset, lang, turn) {
  const range = t("page", { from: Math.min(offset + 1, total), to: offset + items.length, total });
  const button = (/** @type {"previous" | "next"} */ name, /** @type {number} */ by) =>
    offset + by >= 0 &&
    offset + by < total &&
    linkButton(t(name), () => turn(by, total), { "data-turn": name });
  announce(range);
  const buttons = [button("previous", -PAGE), button("next", PAGE)];
  return [
    h("ol.concordance-lines", { lang, dir: direction(lang), start: offset + 1 }, ...items.map(line)),
    h("p.concordance-bar", {}, h("span", {}, range), ...buttons),
  ];
}

/** A place, which unfolds to its sentence. @param {Place} place */
function line({ left, match, right, sentence: [before, after] }) {
  const summary = h(
    "summary.concordance-line",
    {},
    h("span.left", {}, h("span", {}, left)),
    h("mark", {}, match),
    h("span.right", {}, right),
  );
  return h("li", {}, h("details", {}, summary, h("p", {}, before, h("mark", {}, match), after)));
}
