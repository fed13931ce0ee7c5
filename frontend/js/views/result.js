/** A result: its title, facts and settings, its word list in the chosen view, and its downloads. */

import { words } from "../api.js";
import { announce, byId, h } from "../dom.js";
import { loadLaterView } from "../loader.js";
import { loadLaterMessages, t } from "../messages.js";
import { pageQuery } from "../state.js";
import { chart, chartSize } from "./chart.js";
import { facts } from "./facts.js";
import { settings } from "./settings.js";

const VIEWS = /** @type {const} */ (["chart", "table", "cloud", "text", "compare"]);

/** What is on screen. @type {ResultModel} */
let current;

export const shown = () => current;

/** Views that load when they are first opened. */
const load = {
  table: () => loadLaterView(() => import("./table.js"), "table"),
  cloud: () => loadLaterView(() => import("./cloud.js"), "cloud"),
  compare: () => loadLaterView(() => import("./compare.js"), "compare"),
  text: () => loadLaterView(() => import("./text.js"), "text"),
  opened: () => loadLaterView(() => import("./opened.js"), "opened", "word"),
  export: () => loadLaterView(() => import("./export.js"), "export"),
  changes: () => loadLaterView(() => import("./changes.js")),
  empty: () => loadLaterView(() => import("./empty.js"), "empty"),
  special: () => loadLaterView(() => import("./special.js"), "special"),
};

/** @param {Result | Promise<Result>} result @param {State} state @returns {Promise<WordList>} */
export async function fetchList(result, state) {
  // A comparison has a list of its own; of this one it needs what the settings and facts say.
  if (state.view === "compare") return { ...(await words(state.key, pageQuery(state))), items: [] };
  if (state.view === "table") return (await load.table()).fetchTable((await result).language, state);
  return words(state.key, pageQuery(state));
}

/** @param {ResultModel} model */
export async function showResult(model) {
  const { result, title, actions } = model;
  if (!/^(page|text)$/.test(result.source) || !result.url) await loadLaterMessages();
  const tabs = VIEWS.map((view) => {
    const onclick = () => actions.change({ view });
    const attributes = { type: "button", role: "tab", id: `tab-${view}`, "aria-controls": "list", onclick };
    return h("button", attributes, t(`view_${view}`));
  });
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    // Later is too late.
    if (/Home|End|Arrow[LR]/.test(event.key)) event.preventDefault();
    load.changes().then(({ tabKeys }) => tabKeys(VIEWS)(event), actions.fail);
  };
  const list = h("div.result-list", { id: "list", role: "tabpanel", tabindex: -1 });
  byId("result").replaceChildren(
    h("h1", { tabindex: -1, id: "title", lang: result.language }, h("bdi", {}, title)),
    h("div.result-facts", { id: "facts" }, ...facts(model)),
    h("h2.visually-hidden", {}, t("unit_1")),
    h(
      "div.result-bar",
      {},
      h("div.result-tabs", { role: "tablist", "aria-label": t("views"), onkeydown }, ...tabs),
      h("div", { id: "settings" }, settings(model)),
    ),
    h("div", { id: "options", hidden: true }),
    h("div.result-columns", {}, list),
    h("div.export", { id: "export" }),
    h("div", { id: "more" }),
  );
  byId("result").hidden = false;
  announce(t("done", { count: result.totals.main.words, title }));
  await render(model);
  // Ready for the first press.
  painted()
    .then(load.changes)
    .catch(() => {});
}

/**
 * Render a changed state, unless it has changed again while the list was fetched.
 * @param {Omit<ResultModel, "list">} change
 * @param {boolean} sameList keep the list on screen
 * @param {() => boolean} isCurrent
 */
export async function updateResult(change, sameList, isCurrent) {
  const { update } = await load.changes();
  await update(change, sameList ? current.list : null, isCurrent);
}

/** Whether the reader has closed a word, and so wants the whole width for the list. */
let isClosed = false;
/** @type {MediaQueryList | undefined} */
let wide;

/**
 * On a wide page the first word is open until the reader opens another: it is worth finding.
 * @param {ResultModel} model
 */
function withFirstWord(model) {
  const { state, list, actions } = model;
  wide ??= matchMedia("(width > 60rem)");
  const isList = /^(chart|table|cloud)$/.test(state.view);
  const word = state.word || (!isClosed && isList && wide.matches && list.items[0]?.word) || "";
  const change = (/** @type {Partial<State>} */ next) => {
    if (Object.keys(next).join() === "word") isClosed = next.word === "";
    actions.change(next);
  };
  const toggleWord = (/** @type {string} */ pressed) => change({ word: pressed === word ? "" : pressed });
  return { ...model, state: { ...state, word }, actions: { ...actions, change, toggleWord } };
}

/**
 * Open the word that is asked for at once, and the first one after the list has been painted.
 * @param {ResultModel} model
 * @param {boolean} isAsked
 * @param {() => boolean} isCurrent
 */
async function openWord(model, isAsked, isCurrent) {
  try {
    if (!isAsked) await painted();
    const { openWord } = await load.opened();
    const opened = isCurrent() && (await openWord(model, isCurrent));
    if (isAsked && opened) opened();
  } catch (error) {
    if (isAsked) model.actions.fail(error);
  }
}

const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/**
 * @param {ResultModel} model
 * @param {(place: HTMLElement, replace: () => void) => void} [keepFocus]
 */
export async function render(model, keepFocus = (_, replace) => replace()) {
  const { state } = model;
  current = model;
  for (const view of VIEWS) {
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(state.view === view));
    tab.tabIndex = state.view === view ? 0 : -1;
  }
  const place = byId("list");
  place.setAttribute("aria-labelledby", `tab-${state.view}`);
  const opening = withFirstWord(model);
  const nodes = await listView(opening, place);
  if (current !== model) return;
  keepFocus(place, () => place.replaceChildren(...nodes));
  painted()
    .then(load.export)
    .then(({ showExport }) => current === model && showExport(model), model.actions.fail);
  painted()
    .then(load.special)
    .then(({ showSpecial }) => current === model && showSpecial(opening), model.actions.fail);
  // A comparison opens its words itself, in both pages.
  const opens = opening.state.word !== "" && !(state.view === "compare" && state.with);
  place.parentElement?.classList.toggle("result-beside", opens);
  const isCurrent = () => nodes.every((node) => node.isConnected);
  const opened = opens && openWord(opening, state.word !== "", isCurrent);
  if (state.word) await opened;
}

/** @param {ResultModel} model @param {HTMLElement} place */
async function listView(model, place) {
  const { state, list } = model;
  if (state.view === "compare") return [(await load.compare()).compareView(model)];
  if (state.view === "text") return [await (await load.text()).textView(model)];
  if (list.items.length === 0) return [(await load.empty()).emptyList(model)];
  if (state.view === "table") return [(await load.table()).table(model)];
  if (state.view === "cloud") return [(await load.cloud()).cloud(model)];
  return [chart(model, place), chartSize(model)];
}
