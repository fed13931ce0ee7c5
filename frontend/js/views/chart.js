/** The sorted bar chart, which is its own table: a row a word, its bar as long as its count. */

import { h } from "../dom.js";
import { number, share } from "../format.js";
import { language, t } from "../messages.js";

/**
 * A bar's part of the longest one, for each count. Pure.
 * @param {readonly number[]} counts
 */
export function parts(counts) {
  const most = Math.max(...counts, 1);
  return counts.map((count) => count / most);
}

/** A bar that grows from one length to another. @param {number} from @param {number} to */
export function bar(from, to) {
  const line = h("span", { class: "bar-line" });
  line.style.setProperty("--part", from.toFixed(4));
  requestAnimationFrame(() => line.style.setProperty("--part", to.toFixed(4)));
  return line;
}

/** How long the bar of each word is now, so that the next ones can grow from there. @param {ParentNode} place */
function lengthsIn(place) {
  const rows = [.../** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("tr[data-word]"))];
  return new Map(
    rows.map((one) => {
      const line = /** @type {HTMLElement | null} */ (one.querySelector(".bar-line"));
      return [one.dataset.word, Number(line?.style.getPropertyValue("--part") ?? 0)];
    }),
  );
}

/**
 * @param {readonly Word[]} items
 * @param {{ title: string, opened: string, before: ParentNode, open: (word: Word) => void }} options
 */
export function chart(items, { title, opened, before, open }) {
  const lengths = parts(items.map((item) => item.count));
  const old = lengthsIn(before);
  const rows = items.map((item, place) =>
    row(item, bar(old.get(item.word) ?? 0, lengths[place] ?? 0), item.word === opened, open),
  );
  return h(
    "table",
    { class: "chart" },
    h("caption", { class: "unseen" }, t("caption", { title })),
    h("colgroup", {}, h("col", { class: "names" }), h("col", {}), h("col", { class: "shares" })),
    h(
      "thead",
      { class: "unseen" },
      h("tr", {}, ...["word", "count", "share"].map((name) => h("th", { scope: "col" }, t(name)))),
    ),
    h("tbody", {}, ...rows),
  );
}

/** @param {Word} item @param {Node} line @param {boolean} isOpen @param {(word: Word) => void} open */
function row(item, line, isOpen, open) {
  const word = h(
    "button",
    {
      type: "button",
      "aria-expanded": String(isOpen),
      "data-focus": `word:${item.word}`,
      onclick: () => open(item),
      title: item.word,
    },
    h("bdi", {}, item.word),
  );
  return h(
    "tr",
    { class: `${isOpen ? "open" : ""} ${item.stop_word ? "stop" : ""}`.trim(), "data-word": item.word },
    h("th", { scope: "row" }, word),
    h("td", {}, line, h("span", { class: "count" }, number(item.count, language()))),
    h("td", { class: "share" }, share(item.share, language())),
  );
}
