/** A result: its title, its facts, its controls, and its list in the view that is chosen. */

import { allWords, words } from "../api.js";
import { announce, byId, h } from "../dom.js";
import { number } from "../format.js";
import { language, t } from "../messages.js";
import { exportQuery, ROWS, wordsQuery } from "../state.js";
import { chart } from "./chart.js";
import { controls, syncControls } from "./controls.js";
import { facts, titleOf } from "./facts.js";
import { more, nothing } from "./more.js";
import { take } from "./take.js";

const VIEWS = /** @type {const} */ (["chart", "table", "cloud", "compare"]);
const NARROW = "(max-width: 60rem)";

/** The list that is drawn. @type {Words} */
let drawn = { total: 0, items: [] };
/** The whole list of a query, kept for turning the pages of a sorted table. */
let whole = { query: "", items: /** @type {Word[]} */ ([]) };
/** @type {AbortController} */
let watching = new AbortController();

/** What a view has to show. @param {Result} result @param {State} state @returns {Promise<Words>} */
export async function fetchList(result, state) {
  if (state.view === "compare") return { total: 0, items: [] };
  if (state.view !== "table" || state.order === "rank") return words(state.key, wordsQuery(state));
  const query = `${state.key}?${exportQuery(state, "json")}`;
  const { ordered } = await import("./table.js");
  if (whole.query !== query) whole = { query, items: await allWords(state.key, exportQuery(state, "json")) };
  const items = ordered(whole.items, state.order, result.language);
  return { total: items.length, items: items.slice(state.offset, state.offset + ROWS) };
}

/**
 * Show a result whole. What changes with a control is redrawn by `redraw`.
 * @param {Result} result
 * @param {State} state
 * @param {Words} list
 * @param {Actions} actions
 */
export async function showResult(result, state, list, actions) {
  const title = titleOf(result);
  byId("result").replaceChildren(
    h("h1", { tabindex: -1, id: "title", lang: result.language }, h("bdi", {}, title)),
    h("div", { id: "facts" }, facts(result, state)),
    h("div", { id: "controls" }, controls(result, state, actions)),
    h(
      "div",
      { class: "views", role: "tablist", "aria-label": t("views"), onkeydown: turnTabs },
      ...tabs(actions),
    ),
    h(
      "div",
      { class: "two" },
      h("div", { id: "list", role: "tabpanel", tabindex: -1 }),
      h("div", { id: "beside" }),
    ),
    h("div", { id: "take" }),
    result.url === null ? "" : earlierResults(result, actions),
  );
  byId("result").hidden = false;
  watching.abort();
  watching = new AbortController();
  await draw(result, state, list, actions);
  announce(t("done", { count: number(result.totals.main.words, language()), title }));
}

/**
 * Draw what a change has changed; an answer that comes too late is dropped.
 * @param {Result} result
 * @param {State} state
 * @param {Actions} actions
 * @param {{ isCurrent: () => boolean, same: boolean }} options same: the list is the one that is drawn
 */
export async function redraw(result, state, actions, { isCurrent, same }) {
  try {
    const list = same ? drawn : await fetchList(result, state);
    if (!isCurrent()) return;
    byId("facts").replaceChildren(facts(result, state));
    syncControls(state);
    await draw(result, state, list, actions);
    if (!same && state.view !== "compare") announce(t("listed", { count: number(list.total, language()) }));
  } catch (error) {
    if (isCurrent()) actions.fail(error);
  }
}

/** @param {Actions} actions */
function tabs({ change }) {
  return VIEWS.map((view) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${view}`,
        "aria-controls": "list",
        onclick: () => change({ view }),
      },
      t(`view${view[0]?.toUpperCase()}${view.slice(1)}`),
    ),
  );
}

/** Arrow keys go from tab to tab. @param {KeyboardEvent} event */
function turnTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const all = VIEWS.map((view) => byId(`tab-${view}`));
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (!step || at < 0) return;
  const next = all[(at + step + all.length) % all.length];
  next?.focus();
  next?.click();
}

/**
 * What to focus when a list is drawn anew: the same again, or the word whose panel has it; null where the
 * focus is elsewhere.
 * @param {HTMLElement} place
 */
function focusIn(place) {
  const active = document.activeElement;
  const panel = active?.closest(".panel");
  if (panel) return `word:${panel.getAttribute("data-word")}`;
  return place.contains(active) ? (active?.getAttribute("data-focus") ?? "") : null;
}

/** @param {Result} result @param {State} state @param {Words} list @param {Actions} actions */
async function draw(result, state, list, actions) {
  drawn = list;
  for (const view of VIEWS) {
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(state.view === view));
    tab.tabIndex = state.view === view ? 0 : -1;
  }
  const place = byId("list");
  place.setAttribute("aria-labelledby", `tab-${state.view}`);
  const nodes = await view(place, result, state, list, actions);
  if (drawn !== list) return;
  const focused = focusIn(place);
  place.replaceChildren(...nodes);
  byId("take").replaceWith(take(result, state, list.items, actions));
  await showWord(result, state, list, actions);
  if (focused === null) return;
  const same = place.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
  (same instanceof HTMLElement ? same : place).focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} place
 * @param {Result} result
 * @param {State} state
 * @param {Words} list
 * @param {Actions} actions
 * @returns {Promise<Node[]>}
 */
async function view(place, result, state, list, actions) {
  const title = titleOf(result);
  const open = (/** @type {Word} */ item) =>
    actions.change({ word: state.word === item.word ? "" : item.word });
  if (state.view === "compare") return [(await import("./compare.js")).compareView(result, state, actions)];
  if (list.items.length === 0) return [nothing(state, actions)];
  if (state.view === "table") {
    const { table } = await import("./table.js");
    return [table(list.items, { title, total: list.total, state, change: actions.change })];
  }
  if (state.view === "cloud") {
    const { cloud } = await import("./cloud.js");
    return [cloud(list.items, state, { title, tag: result.language, open })];
  }
  const bars = chart(list.items, { title, opened: state.word, before: place, open });
  return [bars, more(state, list, actions)];
}

/**
 * Show the opened word: beside the list, and under its row where the page is narrow.
 * @param {Result} result
 * @param {State} state
 * @param {Words} list
 * @param {Actions} actions
 */
async function showWord(result, state, list, actions) {
  const beside = byId("beside");
  const item = list.items.find((one) => one.word === state.word);
  watching.abort();
  watching = new AbortController();
  if (!item || state.view === "table") {
    beside.replaceChildren();
    return;
  }
  const { wordPanel } = await import("./word.js");
  if (drawn !== list) return;
  const panel = wordPanel(result, state, item, actions);
  const narrow = matchMedia(NARROW);
  const under = h("td", { colspan: 3 });
  const row = byId("list").querySelector(`tr[data-word="${CSS.escape(item.word)}"]`);
  const put = () => {
    const below = narrow.matches && row !== null;
    beside.replaceChildren();
    (below ? under : beside).append(panel);
    if (below) row.after(h("tr", { class: "under" }, under));
    else under.parentElement?.remove();
  };
  put();
  narrow.addEventListener("change", put, { signal: watching.signal });
}

/** @param {Result} result @param {Actions} actions */
function earlierResults(result, { fail }) {
  const details = h("details", { class: "earlier" }, h("summary", {}, t("earlier")));
  const load = async () => {
    const { earlierList } = await import("./earlier.js");
    details.append(await earlierList(result));
  };
  details.addEventListener("toggle", () => load().catch(fail), { once: true });
  return details;
}
