/** A result: its title, facts and settings, its word list in the chosen view, and its downloads. */

import { words } from "../api.js";
import { announce, byId, h, join, linkButton } from "../dom.js";
import { loadLaterView } from "../loader.js";
import { ago, hasMessage, languageName, loadLaterMessages, minutes, site, t } from "../messages.js";
import { pageQuery } from "../state.js";
import { chart, chartSize } from "./chart.js";
import { settings, syncSettings } from "./settings.js";

const VIEWS = /** @type {const} */ (["chart", "table", "cloud", "text", "compare"]);
/** Milliseconds before a list that is being replaced is greyed out. */
const BUSY_AFTER = 300;
/** The main text's expected F1 below which the page says that it is not sure. */
const UNSURE = 0.7;

/** The list on screen. @type {WordList} */
let currentList = { total: 0, words: 0, classes: [], items: [] };

/** Views that load when they are first opened. */
const load = {
  table: () => loadLaterView(() => import("./table.js"), "table"),
  cloud: () => loadLaterView(() => import("./cloud.js"), "cloud"),
  compare: () => loadLaterView(() => import("./compare.js"), "compare"),
  text: () => loadLaterView(() => import("./text.js"), "text"),
  word: () => loadLaterView(() => import("./word.js"), "word"),
  export: () => loadLaterView(() => import("./export.js"), "export"),
  empty: () => loadLaterView(() => import("./empty.js"), "empty"),
  earlier: () => loadLaterView(() => import("./earlier.js"), "earlier"),
};

/** @param {Result} result @param {State} state @returns {Promise<WordList>} */
export async function fetchList({ language }, state) {
  if (state.view === "compare") return { total: 0, words: 0, classes: [], items: [] };
  if (state.view === "table") return (await load.table()).fetchTable(language, state);
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
  const list = h("div.result-list", { id: "list", role: "tabpanel", tabindex: -1 });
  byId("result").replaceChildren(
    h("h1", { tabindex: -1, id: "title", lang: result.language }, h("bdi", {}, title)),
    h("div", { id: "facts" }, facts(model)),
    h("div", { id: "settings" }, settings(model)),
    h("div.result-tabs", { role: "tablist", "aria-label": t("views"), onkeydown: onTabKey }, ...tabs),
    h("div.result-columns", {}, list, h("div", { id: "beside" })),
    h("div.export", { id: "export" }),
    result.url === null ? "" : earlierResults(result, actions),
  );
  byId("result").hidden = false;
  await render(model);
  announce(t("done", { count: result.totals.main.words, title }));
}

/**
 * Render a changed state, unless it has changed again while the list was fetched.
 * @param {Omit<ResultModel, "list">} change
 * @param {boolean} sameList keep the list on screen
 * @param {() => boolean} isCurrent
 */
export async function updateResult(change, sameList, isCurrent) {
  const list = sameList ? currentList : await markBusy(fetchList(change.result, change.state));
  if (!isCurrent()) return;
  const model = { ...change, list };
  byId("facts").replaceChildren(facts(model));
  syncSettings(model.state);
  await render(model);
  if (!sameList && model.state.view !== "compare") announce(t("listed", { count: list.total }));
}

/** Grey out the list on screen while the next one takes long. @param {Promise<WordList>} list */
function markBusy(list) {
  const place = byId("list");
  const timer = setTimeout(() => place.setAttribute("aria-busy", "true"), BUSY_AFTER);
  return list.finally(() => {
    clearTimeout(timer);
    place.removeAttribute("aria-busy");
  });
}

/** @param {ResultModel} model */
function facts({ result, state, list, actions }) {
  const { main, page } = result.totals;
  const url = result.final_url ?? result.url;
  const totals = state.scope === "main" ? main : page;
  const isWholePage = state.scope === "page";
  const scope = isWholePage ? t("onPage") : t("inMain", { page: page.words });
  const isMoved = state.blocks !== "" && state.scope === "main" && list.words > 0;
  const count = h("strong", {}, t("wordsMain", { count: isMoved ? list.words : totals.words }));
  const isUnsure = result.main_confidence < UNSURE && !isWholePage && !isMoved;
  const isText = result.source === "text";
  const parts = [
    url ? h("a", { href: url, rel: "noreferrer" }, site(url)) : t(isText ? "pastedText" : "source_upload"),
    !isText && result.source !== "page" && source(result.source),
    languageName(result.language) + (result.approximate ? ` (${t("approximate")})` : ""),
    t(result.url ? "fetched" : "counted", { when: ago(result.fetched_at) }),
    h("span", {}, count, main.words !== page.words && scope),
    isUnsure && linkButton(t("unsure"), () => actions.change({ view: "text" })),
    t("minutes", { count: minutes(totals.reading_seconds) }),
  ];
  return h("p.result-facts", {}, ...join(parts));
}

/** How the text was read. @param {string} kind */
const source = (kind) =>
  t(hasMessage(`source_${kind}`) ? `source_${kind}` : "source_file", { kind: kind.toUpperCase() });

/** Arrow keys move between the tabs. @param {KeyboardEvent} event */
function onTabKey(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const current = VIEWS.findIndex((view) => byId(`tab-${view}`) === document.activeElement);
  const next = VIEWS[(current + (step ?? 0) + VIEWS.length) % VIEWS.length];
  if (!step || !next) return;
  byId(`tab-${next}`).focus();
  byId(`tab-${next}`).click();
}

/** The data-focus of the element to focus after a render; null if the focus is elsewhere. @param {HTMLElement} place */
function focusedIn(place) {
  const active = document.activeElement;
  const panel = active?.closest(".word");
  if (panel) return `word:${panel.getAttribute("data-word")}`;
  return place.contains(active) ? (active?.getAttribute("data-focus") ?? "") : null;
}

/** @param {ResultModel} model */
async function render(model) {
  const { list, state } = model;
  currentList = list;
  for (const view of VIEWS) {
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(state.view === view));
    tab.tabIndex = state.view === view ? 0 : -1;
  }
  const place = byId("list");
  place.setAttribute("aria-labelledby", `tab-${state.view}`);
  const nodes = await listView(model, place);
  const { showWord } = state.word ? await load.word() : { showWord: null };
  if (currentList !== list) return;
  const focused = focusedIn(place);
  place.replaceChildren(...nodes);
  load
    .export()
    .then(({ exportRow }) => byId("export").replaceChildren(...exportRow(model)), model.actions.fail);
  byId("beside").replaceChildren();
  showWord?.(model);
  if (focused === null) return;
  const target = place.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
  (target instanceof HTMLElement ? target : place).focus({ preventScroll: true });
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

/** @param {Result} result @param {Actions} actions */
function earlierResults(result, { fail }) {
  const details = h("details.result-earlier", {}, h("summary", {}, t("earlier")));
  const unfold = async () => details.append(await (await load.earlier()).earlierList(result));
  details.addEventListener("toggle", () => unfold().catch(fail), { once: true });
  return details;
}
