/** Where an opened word is shown: in a row right after its own, which CSS sets beside the list or at the bottom. */

import { words } from "../api.js";
import { announce, byId, h } from "../dom.js";
import { wordsQuery } from "../state.js";
import { wordFacts, wordPanel } from "./word.js";

/** Rows in which a word that the list on screen does not have is looked for: the API's maximum. */
const MAX_ROWS = 1_000;

/**
 * Open the state's word in the list on screen.
 * @param {ResultModel} model
 * @param {() => boolean} isCurrent whether the list is still on screen when the word has been found
 * @returns {Promise<(() => void) | undefined>} brings it to the reader's attention
 */
export async function openWord(model, isCurrent) {
  const { list, state } = model;
  const item = list.items.find(({ word }) => word === state.word) ?? (await findWord(state));
  if (!isCurrent() || !item) return;
  const panel = wordPanel(model, item);
  const row = place(h("div.opened-column", {}, h("div.opened-panel", {}, panel)), item.word);
  watchHeight(panel);
  return () => {
    row?.scrollIntoView({ block: "nearest" });
    announce(`${item.word}: ${wordFacts(item)}`);
  };
}

/**
 * A word whatever its rank, hidden or not: the filter finds it among those that contain it.
 * @param {State} state
 */
async function findWord(state) {
  const query = wordsQuery({ ...state, stop: "show", hide: "", keep: "", class: "", q: state.word });
  query.set("limit", String(MAX_ROWS));
  return (await words(state.key, query)).items.find(({ word }) => word === state.word);
}

/** @param {HTMLElement} column @param {string} word */
function place(column, word) {
  const list = byId("list");
  const row = list.querySelector(`[data-word="${CSS.escape(word)}"]`);
  if (row instanceof HTMLTableRowElement)
    row.after(h("tr.opened", {}, h("td", { colspan: row.cells.length }, column)));
  else if (row) row.after(h("li.opened", {}, column));
  else list.prepend(h("div.opened", {}, column));
  return row;
}

/** Keep the list as high as the panel beside it. @param {HTMLElement} panel */
function watchHeight(panel) {
  const columns = byId("list").parentElement;
  new ResizeObserver(([entry], observer) => {
    if (!panel.isConnected) observer.disconnect();
    columns?.style.setProperty("--opened-height", `${entry?.target.getBoundingClientRect().height ?? 0}px`);
  }).observe(panel);
}
