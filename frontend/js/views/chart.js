/** The bar chart of a word list, and the choice of how many bars it shows. */

import { h, linkButton } from "../dom.js";
import { number, share, t } from "../messages.js";
import { CHART_SIZES } from "../state.js";

/** Ratio of each count to the largest. Pure. @param {readonly number[]} counts */
export function ratios(counts) {
  const largest = Math.max(...counts, 1);
  return counts.map((count) => count / largest);
}

/** A bar that grows from one ratio to another. @param {number} from @param {number} to */
export function bar(from, to) {
  const element = h("span.bar", {});
  element.style.setProperty("--ratio", from.toFixed(4));
  requestAnimationFrame(() => element.style.setProperty("--ratio", to.toFixed(4)));
  return element;
}

/** Ratio of each word's bar as it is drawn now: the next chart animates from there. @param {ParentNode} place */
function drawnRatios(place) {
  const bars = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-word] .bar"));
  return new Map(
    [...bars].map((element) => [
      element.closest("tr")?.dataset.word,
      Number(element.style.getPropertyValue("--ratio")),
    ]),
  );
}

/** @param {ResultModel} model @param {ParentNode} previous the element that may hold a chart already */
export function chart({ list: { items }, state, title, actions }, previous) {
  const next = ratios(items.map((item) => item.count));
  const drawn = drawnRatios(previous);
  const rows = items.map((item, index) => {
    const isOpen = item.word === state.word;
    const button = h(
      "button",
      {
        type: "button",
        "aria-expanded": String(isOpen),
        "data-focus": `word:${item.word}`,
        title: item.word,
      },
      h("bdi", {}, item.word),
    );
    const element = bar(drawn.get(item.word) ?? 0, next[index] ?? 0);
    return h(
      "tr",
      {
        class: `${isOpen ? "open" : ""} ${item.stop_word ? "stop-word" : ""}`.trim(),
        "data-word": item.word,
        onclick: () => actions.toggleWord(item.word),
      },
      h("th", { scope: "row" }, button),
      h("td", {}, element, h("span.count", {}, number(item.count))),
      h("td.share", {}, share(item.share)),
    );
  });
  const heads = ["word", "count", "share"].map((name) => h("th", { scope: "col" }, t(name)));
  return h(
    "table.chart",
    {},
    h("caption.visually-hidden", {}, t("caption", { title })),
    h("colgroup", {}, h("col.words", {}), h("col", {}), h("col.shares", {})),
    h("thead.visually-hidden", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows),
  );
}

/** @param {ResultModel} model */
export function chartSize({ state, list: { items, total }, actions: { change } }) {
  const useful = CHART_SIZES.filter((_, index) => total > (CHART_SIZES[index - 1] ?? 0));
  const buttons = useful.map((size) =>
    linkButton(number(size), () => change({ show: size }), {
      "aria-label": t("show", { count: size }),
      "aria-pressed": String(size === state.show),
      "data-focus": `show:${size}`,
    }),
  );
  const sizes = h("span.chart-sizes", { role: "group", "aria-label": t("bars") }, t("bars"), ...buttons);
  const shown = t(state.unit === 1 ? "showing" : "showingPhrases", { shown: items.length, total });
  return h("p.chart-footer", {}, useful.length > 1 && sizes, h("span", {}, shown));
}
