/** The same list as a plain table: complete, sortable, a hundred rows at a time, with each word's forms. */

import { h, linkButton } from "../dom.js";
import { number, share } from "../format.js";
import { language, t } from "../messages.js";
import { ROWS } from "../state.js";
import { inOrder } from "./cloud.js";

/**
 * A whole list in the order that is chosen. Pure.
 * @param {readonly Word[]} items by rank
 * @param {State["order"]} order
 * @param {string} tag the language of the words
 */
export function ordered(items, order, tag) {
  if (order === "word") return inOrder(items, tag);
  return order === "least" ? items.toReversed() : [...items];
}

/** The order after a press on a column's head. Pure. @param {State["order"]} order @param {string} column */
export function nextOrder(order, column) {
  if (column === "word") return order === "word" ? "rank" : "word";
  return order === "rank" ? "least" : "rank";
}

/**
 * @param {readonly Word[]} items
 * @param {{ title: string, total: number, state: State, change: Change }} options
 */
export function table(items, { title, total, state, change }) {
  const list = h(
    "table",
    { class: "list" },
    h("caption", { class: "unseen" }, t("caption", { title })),
    h(
      "thead",
      {},
      h("tr", {}, ...["rank", "word", "count", "share", "forms"].map((name) => head(name, state, change))),
    ),
    h("tbody", {}, ...items.map(row)),
  );
  return h(
    "div",
    {},
    h("div", { class: "wide", tabindex: 0, role: "group", "aria-label": t("viewTable") }, list),
    total > ROWS && pager(total, state.offset, (offset) => change({ offset })),
  );
}

/** @param {string} name @param {State} state @param {Change} change */
function head(name, state, change) {
  if (name !== "word" && name !== "count") return h("th", { scope: "col", class: name }, t(name));
  const sort = { rank: ["count", "descending"], least: ["count", "ascending"], word: ["word", "ascending"] };
  const [column, direction] = sort[state.order];
  const order = nextOrder(state.order, name);
  return h(
    "th",
    { scope: "col", class: name, "aria-sort": column === name ? direction : "none" },
    linkButton(t(name), () => change({ order, offset: 0 }), { "data-focus": `sort:${name}` }),
  );
}

/** @param {Word} item */
function row(item) {
  const forms = item.forms.map((form) => `${form.form} ${number(form.count, language())}`).join(", ");
  return h(
    "tr",
    { class: item.stop_word ? "stop" : "" },
    h("td", { class: "rank" }, number(item.rank, language())),
    h("th", { scope: "row" }, h("bdi", {}, item.word)),
    h("td", { class: "count" }, number(item.count, language())),
    h("td", { class: "share" }, share(item.share, language())),
    h("td", { class: "forms" }, item.forms.length > 1 ? forms : ""),
  );
}

/** @param {number} total @param {number} offset @param {(offset: number) => void} turn */
function pager(total, offset, turn) {
  const last = Math.min(offset + ROWS, total);
  const range = {
    from: number(offset + 1, language()),
    to: number(last, language()),
    total: number(total, language()),
  };
  return h(
    "p",
    { class: "pager" },
    offset > 0 &&
      linkButton(t("previous"), () => turn(Math.max(0, offset - ROWS)), { "data-focus": "previous" }),
    h("span", {}, t("page", range)),
    last < total && linkButton(t("next"), () => turn(offset + ROWS), { "data-focus": "next" }),
  );
}
