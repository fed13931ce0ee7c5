/** The words of two results side by side: a table in three parts, the places of an opened word, and downloads. */

import { comparisonUrl, concordance } from "../api-later.js";
import { h, join, linkButton } from "../dom.js";
import { number, share, t, titleOf } from "../messages.js";
import { CHART_SIZES, toQuery } from "../state.js";
import { compareQuery } from "../state-later.js";
import { bar } from "./chart.js";
import { direction } from "./word.js";

const SIDES = /** @type {const} */ (["left", "right"]);
const PARTS = /** @type {const} */ (["left", "right", "both"]);
/** Lines of a concordance at first, and after "All places". */
const FIRST_LINES = 3;
const MAX_LINES = 1_000;
/** Columns of the word and its sides. */
const WORDS = 3;

/** How many times as often, of a binary logarithm. Pure. @param {number} ratio */
export const times = (ratio) => 2 ** Math.abs(ratio);

/** @param {ResultModel} model @param {Comparison} found */
export function compared(model, found) {
  if (found.total === 0) return [h("p.muted", {}, t("nothing"))];
  const none = found.left.total + found.right.total === 0;
  return [
    none ? h("p", {}, t("sameWords")) : "",
    h("p.compare-note", {}, t("compareBars")),
    table(model, found),
    sizes(model, found),
    downloads(model, found),
  ].filter((node) => node !== "");
}

/** @param {ResultModel} model @param {Comparison} found */
function table(model, found) {
  const rows = PARTS.flatMap((part) => found[part].items);
  const largest = Math.max(...rows.flatMap((item) => [item.left_share, item.right_share]), 1e-9);
  const opened = rows.find(({ word }) => word === model.state.word);
  const bodies = PARTS.filter((part) => found[part].total > 0).map((part) => {
    const { items } = found[part];
    const chance = part === "both" ? -1 : items.findIndex((item) => item.chance);
    const lines = items.flatMap((item, index) => [
      ...(index === chance ? [partHead(t("compareChance"), "compare-chance-head")] : []),
      row(model, item, largest, item === opened),
      ...(item === opened ? [places(model, found, item)] : []),
    ]);
    return h("tbody", {}, partHead(partTitle(found, part)), ...lines);
  });
  const caption = t("compared", { left: titleOf(found.left), right: titleOf(found.right) });
  const other = h("a", { href: toQuery({ ...model.state, ...OWN, key: found.right.key }) });
  other.append(h("bdi", {}, titleOf(found.right)));
  const heads = [
    h("th", { scope: "col" }, h("bdi", {}, titleOf(found.left))),
    h("th", { scope: "col" }, t(model.state.unit === 1 ? "word" : "comparePhrase")),
    h("th", { scope: "col" }, other),
    h("th.compare-measure", { scope: "col" }, t("compareTimes")),
    h("th.compare-measure", { scope: "col", title: t("compareSureHint") }, t("compareSure")),
  ];
  const attributes = { class: "compare-table" };
  return h(
    "table",
    attributes,
    h("caption.visually-hidden", {}, caption),
    h("thead", {}, h("tr", {}, ...heads)),
    ...bodies,
  );
}

/** What belongs to one result, and not to the other one that is linked. */
const OWN = /** @type {const} */ ({ with: "", word: "", blocks: "", view: "chart", offset: 0 });

/** @param {Comparison} found @param {"left" | "right" | "both"} part */
function partTitle(found, part) {
  const { total, items } = found[part];
  const title = part === "both" ? t("inBoth") : t("moreIn", { title: titleOf(found[part]) });
  return `${title} · ${t("compareRows", { shown: items.length, total })}`;
}

/** @param {string} text */
const partHead = (text, name = "compare-part") =>
  h("tr", { class: name }, h("th", { colspan: WORDS, scope: "rowgroup" }, text), measures());

/** Below the columns that a narrow page leaves out. */
const measures = () => h("td.compare-measure", { colspan: 2 });

/** @param {ResultModel} model @param {ComparedWord} item @param {number} largest the largest share of all rows @param {boolean} isOpen */
function row({ actions }, item, largest, isOpen) {
  const side = (/** @type {number} */ count, /** @type {number} */ proportion) => {
    const content = [
      h("span.count", {}, number(count)),
      h("span.compare-share", {}, share(proportion)),
      count > 0 && bar(0, proportion / largest),
    ];
    return h("td", {}, h("span.compare-side", {}, ...content));
  };
  const button = h(
    "button",
    {
      type: "button",
      "aria-expanded": String(isOpen),
      "data-focus": `word:${item.word}`,
      onclick: () => actions.change({ word: isOpen ? "" : item.word }),
    },
    h("bdi", {}, item.word),
  );
  const only = item.only_in && h("small.compare-only", {}, t("compareOnly"));
  const names = [item.chance && item.part !== "both" && "compare-chance", item.stop_word && "stop-word"];
  return h(
    "tr",
    { class: [...names, isOpen && "compare-open"].filter(Boolean).join(" "), "data-word": item.word },
    side(item.left_count, item.left_share),
    h("th", { scope: "row" }, button, only || ""),
    side(item.right_count, item.right_share),
    h("td.compare-measure", {}, timesAsOften(item)),
    h("td.compare-measure", {}, number(item.likelihood)),
  );
}

/** How many times as often the one page has it. @param {ComparedWord} item */
function timesAsOften({ log_ratio, only_in }) {
  if (only_in || log_ratio === null) return "–";
  return `× ${number(Math.round(10 * times(log_ratio)) / 10)}`;
}

/** The places of an opened word in both pages. @param {ResultModel} model @param {Comparison} found @param {ComparedWord} item */
function places(model, found, item) {
  const close = () => model.actions.change({ word: "" });
  const columns = SIDES.map((side) => {
    const page = found[side];
    const facts = t("compareFacts", { count: item[`${side}_count`], share: share(item[`${side}_share`]) });
    const lines = h("div", {});
    loadLines(lines, model, page, item[`${side}_words`], side, FIRST_LINES);
    return h(
      "section",
      { "aria-label": titleOf(page) },
      h("h3", {}, h("bdi", {}, titleOf(page))),
      facts,
      lines,
    );
  });
  const difference = t("compareMeasures", {
    ratio: item.log_ratio === null ? "–" : number(item.log_ratio),
    sure: number(item.likelihood),
  });
  const onkeydown = (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close();
  const cell = h(
    "td",
    { colspan: WORDS, onkeydown },
    h("div.compare-places", {}, ...columns),
    h("p.compare-note", {}, difference, item.chance ? ` · ${t("compareMayBeChance")}` : ""),
  );
  return h("tr.compare-opened", {}, cell, measures());
}

/**
 * The first lines of the concordance of some words that are one in a comparison.
 * @param {HTMLElement} place
 * @param {ResultModel} model
 * @param {ComparedResult} page
 * @param {string[]} words
 * @param {"left" | "right"} side
 * @param {number} limit of lines of each
 */
async function loadLines(place, model, page, words, side, limit) {
  const { scope, unit, group, code, blocks } = model.state;
  const reload = (/** @type {number} */ lines) => loadLines(place, model, page, words, side, lines);
  const fixed = { scope, unit: String(unit), group, code, blocks: side === "left" ? blocks : "" };
  try {
    const asked = words.map((word) =>
      concordance(page.key, new URLSearchParams({ ...fixed, word, limit: String(limit) })),
    );
    const found = await Promise.all(asked);
    const items = found.flatMap((one) => one.items);
    const total = found.reduce((sum, one) => sum + one.total, 0);
    const isLong = limit > FIRST_LINES;
    const list = h(
      "ul.compare-lines",
      {
        dir: direction(page.language),
        lang: page.language,
        tabindex: isLong && 0,
        "aria-label": t("places"),
      },
      ...items.map(({ left, match, right }) =>
        h("li", {}, h("span", {}, h("span", {}, left)), h("mark", {}, match), h("span", {}, right)),
      ),
    );
    const all = items.length < total && !isLong && t("allPlaces", { count: total });
    place.replaceChildren(items.length > 0 ? list : "", all ? linkButton(all, () => reload(MAX_LINES)) : "");
    if (isLong) list.focus();
  } catch {
    place.replaceChildren(linkButton(t("tryAgain"), () => reload(limit)));
  }
}

/** How many rows each part shows. @param {ResultModel} model @param {Comparison} found */
function sizes({ state, actions }, found) {
  const most = Math.max(...PARTS.map((part) => found[part].total));
  const useful = CHART_SIZES.filter((_, index) => most > (CHART_SIZES[index - 1] ?? 0));
  const buttons = useful.map((size) =>
    linkButton(number(size), () => actions.change({ show: size }), {
      "aria-label": t("compareShow", { count: size }),
      "aria-pressed": String(size === state.show),
      "data-focus": `show:${size}`,
    }),
  );
  const choice = h(
    "span",
    { role: "group", "aria-label": t("compareRowsOf") },
    t("compareRowsOf"),
    ...buttons,
  );
  const total = t("compareTotal", { total: found.total });
  return h("p.compare-footer", {}, useful.length > 1 && choice, h("span", {}, total));
}

/** @param {ResultModel} model @param {Comparison} found */
function downloads(model, found) {
  const query = compareQuery(model.state);
  query.delete("limit");
  const files = ["csv", "tsv"].map((format) => {
    const href = comparisonUrl(new URLSearchParams([...query, ["format", format]]));
    return h("a.box", { href, download: `pagewords.${format}` }, format.toUpperCase());
  });
  const made = ["json", "svg", "png"].map((format) => {
    const onclick = () =>
      import("../compare-download.js")
        .then((module) => module.download(format, model, found))
        .catch(model.actions.fail);
    return h("button.box", { type: "button", onclick }, format.toUpperCase());
  });
  return h("p.compare-footer", {}, h("span", {}, t("compareTake")), ...join([...files, ...made], " "));
}
