/** The table of all words, page by page; its headings sort it. */

import { allWords } from "../all-words.js";
import { words } from "../api.js";
import { h, linkButton } from "../dom.js";
import { number, share, t } from "../messages.js";
import { PAGE_SIZE, pageQuery, wordsQuery } from "../state.js";
import { sortByWord } from "./cloud.js";
import { direction } from "./word.js";

/**
 * All words of one query in alphabetical order: a cache, so that the pager does not fetch them again.
 * @type {WordList & { query: string }}
 */
let alphabetical = { query: "", total: 0, words: 0, classes: [], items: [] };

/** The rows of the current page. @param {string} language @param {State} state @returns {Promise<WordList>} */
export async function fetchTable(language, state) {
  if (state.order === "rank") return words(state.key, pageQuery(state));
  if (state.order === "least") return fetchLeastFirst(state);
  const all = wordsQuery(state);
  const query = `${state.key}?${all}`;
  if (alphabetical.query !== query) {
    const found = await allWords(state.key, all);
    alphabetical = { ...found, query, items: sortByWord(found.items, language) };
  }
  return { ...alphabetical, items: alphabetical.items.slice(state.offset, state.offset + PAGE_SIZE) };
}

/** A page of the list counted from its end. @param {State} state */
async function fetchLeastFirst(state) {
  const query = pageQuery(state);
  const { total } = await words(state.key, query);
  const start = Math.max(0, total - state.offset - PAGE_SIZE);
  query.set("offset", String(start));
  query.set("limit", String(Math.max(1, total - state.offset - start)));
  const list = await words(state.key, query);
  return { ...list, items: list.items.toReversed() };
}

/** The order after a click on a heading. Pure. @param {State["order"]} order @param {"word" | "count"} column */
export function nextOrder(order, column) {
  if (column === "word") return order === "word" ? "rank" : "word";
  return order === "rank" ? "least" : "rank";
}

/** The sorted column of each order, and its direction for aria-sort. */
const SORTED = /** @type {const} */ ({
  rank: ["count", "descending"],
  least: ["count", "ascending"],
  word: ["word", "ascending"],
});

/** @param {ResultModel} model */
export function table(model) {
  const { result, list, state, title, actions } = model;
  const [sorted, order] = SORTED[state.order];
  const heading = (/** @type {string} */ name) => h("th", { scope: "col", class: name }, t(name));
  const sortable = (/** @type {"word" | "count"} */ name) => {
    const sort = () => actions.change({ order: nextOrder(state.order, name) });
    const attributes = { scope: "col", "aria-sort": sorted === name ? order : "none" };
    const button = linkButton(t(name), sort, { "data-focus": `sort:${name}` });
    return h("th", { ...attributes, class: name === "count" && name }, button);
  };
  const heads = [heading("rank"), sortable("word"), sortable("count"), heading("share"), heading("forms")];
  const words = h(
    "table.table",
    { dir: direction(result.language) },
    h("caption.visually-hidden", {}, t("caption", { title })),
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...list.items.map((item) => row(item, model))),
  );
  return h(
    "div",
    {},
    h("div.table-scroll", { tabindex: 0, role: "group", "aria-label": t("view_table") }, words),
    list.total > PAGE_SIZE && pager(model),
  );
}

/** @param {ResultModel} model */
function pager({ list: { total }, state: { offset }, actions: { change } }) {
  const turn = (/** @type {"previous" | "next"} */ name, /** @type {number} */ to) =>
    linkButton(t(name), () => change({ offset: to }), { "data-focus": name });
  const last = Math.min(offset + PAGE_SIZE, total);
  return h(
    "p.table-pager",
    {},
    offset > 0 && turn("previous", Math.max(0, offset - PAGE_SIZE)),
    h("span", {}, t("page", { from: offset + 1, to: last, total })),
    last < total && turn("next", last),
  );
}

/** @param {Word} item @param {ResultModel} model */
function row({ rank, word, count, share: proportion, forms, stop_word }, { state, actions }) {
  const isOpen = word === state.word;
  const all = forms.map((form) => `${form.form} ${number(form.count)}`).join(", ");
  return h(
    "tr",
    {
      class: `${isOpen ? "open" : ""} ${stop_word ? "stop-word" : ""}`.trim(),
      "data-word": word,
      onclick: () => actions.toggleWord(word),
    },
    h("td.rank", {}, number(rank)),
    h(
      "th",
      { scope: "row" },
      h(
        "button",
        { type: "button", "aria-expanded": String(isOpen), "data-focus": `word:${word}` },
        h("bdi", {}, word),
      ),
    ),
    h("td.count", {}, number(count)),
    h("td.share", {}, share(proportion)),
    h("td.forms", {}, forms.length > 1 && all),
  );
}
