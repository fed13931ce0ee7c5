/** Three ways to draw a list of words: bars, a cloud, a table. */

import { byId, h, joined, linkButton } from "../dom.js";
import { number, share, t } from "../messages.js";
import { ROWS, SHOWN, toLink } from "../state.js";

/** A bar's part of the longest one, for each count. Pure. @param {readonly number[]} counts */
export function parts(counts) {
  const most = Math.max(...counts, 1);
  return counts.map((count) => count / most);
}

/** A bar that grows. @param {number} from @param {number} to */
export function bar(from, to) {
  const line = h("span.bar-line", {});
  line.style.setProperty("--part", from.toFixed(4));
  requestAnimationFrame(() => line.style.setProperty("--part", to.toFixed(4)));
  return line;
}

/** How long each bar is now: the next ones grow from there. @param {ParentNode} place */
function lengthsIn(place) {
  const bars = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-word] .bar-line"));
  return new Map(
    [...bars].map((line) => [
      line.closest("tr")?.dataset.word,
      Number(line.style.getPropertyValue("--part")),
    ]),
  );
}

/** @param {Shown} shown @param {ParentNode} before what was drawn before */
export function chart({ list: { items }, state, title, actions }, before) {
  const lengths = parts(items.map((item) => item.count));
  const old = lengthsIn(before);
  const rows = items.map((item, place) => {
    const isOpen = item.word === state.word;
    const button = h(
      "button",
      {
        type: "button",
        "aria-expanded": String(isOpen),
        "data-focus": `word:${item.word}`,
        onclick: () => actions.open(item.word),
        title: item.word,
      },
      h("bdi", {}, item.word),
    );
    return h(
      "tr",
      { class: `${isOpen ? "open" : ""} ${item.stop_word ? "stop" : ""}`.trim(), "data-word": item.word },
      h("th", { scope: "row" }, button),
      h("td", {}, bar(old.get(item.word) ?? 0, lengths[place] ?? 0), h("span.count", {}, number(item.count))),
      h("td.share", {}, share(item.share)),
    );
  });
  const heads = ["word", "count", "share"].map((name) => h("th", { scope: "col" }, t(name)));
  return h(
    "table.chart",
    {},
    h("caption.unseen", {}, t("caption", { title })),
    h("colgroup", {}, h("col.names", {}), h("col", {}), h("col.shares", {})),
    h("thead.unseen", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows),
  );
}

/** @param {Shown} shown */
export function more({ state, list: { items, total }, actions: { change } }) {
  const useful = SHOWN.filter((_, place) => total > (SHOWN[place - 1] ?? 0));
  const buttons = useful.map((count) =>
    linkButton(number(count), () => change({ show: count }), {
      "aria-label": t("show", { count }),
      "aria-pressed": String(count === state.show),
      "data-focus": `show:${count}`,
    }),
  );
  const steps = h("span.steps", { role: "group", "aria-label": t("bars") }, t("bars"), ...buttons);
  const amount = t(state.unit === 1 ? "showing" : "showingPhrases", { shown: items.length, total });
  return h("p.amount", {}, useful.length > 1 && steps, h("span", {}, amount));
}

/** Why there is none, and what would fill it. @param {Shown} shown */
export function nothing({ state, actions: { change } }) {
  const toLanguage = () => {
    byId("more-controls").classList.add("open");
    byId("language").focus();
  };
  const why = state.q ? "nothingFiltered" : state.stop === "hide" ? "nothingHidden" : "nothingThere";
  const ways = [
    state.q !== "" && linkButton(t("emptyFilter"), () => change({ q: "" })),
    state.scope === "main" && linkButton(t("showWholePage"), () => change({ scope: "page" })),
    state.stop === "hide" && linkButton(t("showStopWords"), () => change({ stop: "show" })),
    linkButton(t("otherLanguage"), toLanguage),
  ];
  return h(
    "div.nothing",
    {},
    h("p.what", {}, t("nothing")),
    h("p", {}, t(why)),
    h("p.ways-on", {}, ...joined(ways)),
  );
}

/**
 * A size for each count: areas grow with counts, so lengths with their square roots. Pure.
 * @param {readonly number[]} counts
 * @param {number} least
 * @param {number} most
 */
export function sizes(counts, least, most) {
  const roots = counts.map(Math.sqrt);
  const [low, high] = [Math.min(...roots), Math.max(...roots)];
  return roots.map((root) => (high > low ? least + ((root - low) / (high - low)) * (most - least) : least));
}

/**
 * Words as a dictionary of their language has them. Pure.
 * @template {{ word: string }} Item
 * @param {readonly Item[]} items
 * @param {string} tag
 */
export function inOrder(items, tag) {
  const order = new Intl.Collator(tag === "und" ? undefined : tag);
  return [...items].sort((a, b) => order.compare(a.word, b.word));
}

/** @param {Shown} shown */
export function cloud({ result, list, state, title, actions }) {
  const rems = sizes(
    list.items.map((item) => item.count),
    0.95,
    3.4,
  );
  const sized = list.items.map((item, place) => ({ ...item, size: rems[place] }));
  const words = inOrder(sized, result.language).map(({ word, count, size }) => {
    const link = h(
      "a",
      {
        href: toLink({ ...state, word }),
        "data-focus": `word:${word}`,
        "aria-current": word === state.word && "true",
        onclick(event) {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          actions.open(word);
        },
      },
      h("bdi", {}, word),
      h("span.unseen", {}, ` ${number(count)}`),
    );
    link.style.setProperty("--size", `${size}rem`);
    return h("li", {}, link);
  });
  return h("ul.cloud", { "aria-label": t("caption", { title }) }, ...words);
}

/** The order after a press on a column's head. Pure. @param {State["order"]} order @param {string} column */
export function nextOrder(order, column) {
  if (column === "word") return order === "word" ? "rank" : "word";
  return order === "rank" ? "least" : "rank";
}

/** @param {Shown} shown */
export function table({ list: { items, total }, state: { order, offset }, title, actions: { change } }) {
  const sorted = {
    rank: ["count", "descending"],
    least: ["count", "ascending"],
    word: ["word", "ascending"],
  };
  const [column, direction] = sorted[order];
  const heads = ["rank", "word", "count", "share", "forms"].map((name) => {
    if (name !== "word" && name !== "count") return h("th", { scope: "col", class: name }, t(name));
    const sort = () => change({ order: nextOrder(order, name) });
    return h(
      "th",
      { scope: "col", class: name, "aria-sort": column === name ? direction : "none" },
      linkButton(t(name), sort, { "data-focus": `sort:${name}` }),
    );
  });
  const list = h(
    "table.list",
    {},
    h("caption.unseen", {}, t("caption", { title })),
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...items.map(row)),
  );
  const turn = (/** @type {"previous" | "next"} */ name, /** @type {number} */ to) =>
    linkButton(t(name), () => change({ offset: to }), { "data-focus": name });
  const last = Math.min(offset + ROWS, total);
  const pager = h(
    "p.pager",
    {},
    offset > 0 && turn("previous", Math.max(0, offset - ROWS)),
    h("span", {}, t("page", { from: offset + 1, to: last, total })),
    last < total && turn("next", last),
  );
  return h(
    "div",
    {},
    h("div.wide", { tabindex: 0, role: "group", "aria-label": t("view_table") }, list),
    total > ROWS && pager,
  );
}

/** @param {Word} item */
function row({ rank, word, count, share: part, forms, stop_word }) {
  const all = forms.map((form) => `${form.form} ${number(form.count)}`).join(", ");
  return h(
    "tr",
    { class: stop_word && "stop" },
    h("td.rank", {}, number(rank)),
    h("th", { scope: "row" }, h("bdi", {}, word)),
    h("td.count", {}, number(count)),
    h("td.share", {}, share(part)),
    h("td.forms", {}, forms.length > 1 && all),
  );
}
