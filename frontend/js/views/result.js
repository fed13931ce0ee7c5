/** A result: its title, its facts, its controls, and its list in the view that is chosen. */

import { allWords, earlier, words, wordsLink } from "../api.js";
import { announce, byId, h, joined } from "../dom.js";
import { ago, languageName, t } from "../messages.js";
import { fileQuery, listQuery, ROWS, shownQuery, toLink } from "../state.js";
import { controls, facts, syncControls } from "./controls.js";
import { chart, cloud, inOrder, more, nothing, table } from "./lists.js";

const VIEWS = /** @type {const} */ (["chart", "table", "cloud", "compare"]);

/** The list that is drawn. @type {Words} */
let drawn = { total: 0, items: [] };

/** The whole list of a query by the alphabet, kept for turning its pages. */
let whole = { name: "", items: /** @type {Word[]} */ ([]) };

/** @param {Result} result @param {State} state @returns {Promise<Words>} */
export async function fetchList({ language }, state) {
  if (state.view === "compare") return { total: 0, items: [] };
  const shown = shownQuery(state);
  if (state.view !== "table" || state.order === "rank") return words(state.key, shown);
  if (state.order === "least") return leastFirst(state, shown);
  const query = listQuery(state);
  const name = `${state.key}?${query}`;
  if (whole.name !== name) whole = { name, items: inOrder(await allWords(state.key, query), language) };
  return { total: whole.items.length, items: whole.items.slice(state.offset, state.offset + ROWS) };
}

/** The list from its end. @param {State} state @param {URLSearchParams} query */
async function leastFirst({ key, offset }, query) {
  const { total } = await words(key, query);
  const start = Math.max(0, total - offset - ROWS);
  query.set("offset", String(start));
  query.set("limit", String(Math.max(1, total - offset - start)));
  return { total, items: (await words(key, query)).items.toReversed() };
}

/** @param {Shown} shown */
export async function showResult(shown) {
  const { result, title, actions } = shown;
  const tabs = VIEWS.map((view) => {
    const onclick = () => actions.change({ view });
    const attributes = { type: "button", role: "tab", id: `tab-${view}`, "aria-controls": "list", onclick };
    return h("button", attributes, t(`view_${view}`));
  });
  byId("result").replaceChildren(
    h("h1", { tabindex: -1, id: "title", lang: result.language }, h("bdi", {}, title)),
    h("div", { id: "facts" }, facts(shown)),
    h("div", { id: "controls" }, controls(shown)),
    h("div.views", { role: "tablist", "aria-label": t("views"), onkeydown: turnTabs }, ...tabs),
    h("div.two", {}, h("div", { id: "list", role: "tabpanel", tabindex: -1 }), h("div", { id: "beside" })),
    h("div", { id: "take" }),
    result.url === null ? "" : earlierResults(result, actions),
  );
  byId("result").hidden = false;
  await draw(shown);
  announce(t("done", { count: result.totals.main.words, title }));
}

/**
 * Draw what a change has changed; an answer that comes too late is dropped.
 * @param {Omit<Shown, "list">} asked
 * @param {boolean} same whether the list is the one that is drawn
 * @param {() => boolean} isCurrent
 */
export async function redraw(asked, same, isCurrent) {
  const list = same ? drawn : await patiently(fetchList(asked.result, asked.state));
  if (!isCurrent()) return;
  const shown = { ...asked, list };
  byId("facts").replaceChildren(facts(shown));
  syncControls(shown.state);
  await draw(shown);
  if (!same && shown.state.view !== "compare") announce(t("listed", { count: list.total }));
}

/** Show the list as old where the next one is long in coming. @param {Promise<Words>} list */
function patiently(list) {
  const place = byId("list");
  const timer = setTimeout(() => place.setAttribute("aria-busy", "true"), 300);
  return list.finally(() => {
    clearTimeout(timer);
    place.removeAttribute("aria-busy");
  });
}

/** Arrow keys go from tab to tab. @param {KeyboardEvent} event */
function turnTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = VIEWS.findIndex((view) => byId(`tab-${view}`) === document.activeElement);
  const next = VIEWS[(at + (step ?? 0) + VIEWS.length) % VIEWS.length];
  if (!step || !next) return;
  byId(`tab-${next}`).focus();
  byId(`tab-${next}`).click();
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

/** @param {Shown} shown */
async function draw(shown) {
  const { list, state } = shown;
  drawn = list;
  for (const view of VIEWS) {
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(state.view === view));
    tab.tabIndex = state.view === view ? 0 : -1;
  }
  const place = byId("list");
  place.setAttribute("aria-labelledby", `tab-${state.view}`);
  const nodes = await view(shown, place);
  const { showWord } = state.word ? await import("./word.js") : { showWord: null };
  if (drawn !== list) return;
  const focused = focusIn(place);
  place.replaceChildren(...nodes);
  byId("take").replaceWith(take(shown));
  byId("beside").replaceChildren();
  showWord?.(shown);
  if (focused === null) return;
  const same = place.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
  (same instanceof HTMLElement ? same : place).focus({ preventScroll: true });
}

/** @param {Shown} shown @param {HTMLElement} place */
async function view(shown, place) {
  const { state, list } = shown;
  if (state.view === "compare") return [(await import("./compare.js")).compareView(shown)];
  if (list.items.length === 0) return [nothing(shown)];
  if (state.view === "table") return [table(shown)];
  if (state.view === "cloud") return [cloud(shown)];
  return [chart(shown, place), more(shown)];
}

/** @param {Shown} shown */
function take(shown) {
  const { result, state, list, actions } = shown;
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    h("button", { type: "button", onclick }, text);
  const file = (/** @type {string} */ format) =>
    h(
      "a.box",
      {
        href: wordsLink(state.key, fileQuery(state, format)),
        download: `pagewords.${format}`,
      },
      format.toUpperCase(),
    );
  const made = (/** @type {string} */ format) =>
    button(format.toUpperCase(), () =>
      import("./export.js").then(({ takeAway }) => takeAway(format, shown)).catch(actions.fail),
    );
  const link = new URL(toLink(state), location.href).href;
  const copy = button(t("copyLink"), async () => {
    try {
      await navigator.clipboard.writeText(link);
      copy.textContent = t("copied");
      announce(t("copied"));
    } catch {
      const field = h("input", { readonly: true, value: link, "aria-label": t("copyLink") });
      copy.after(field);
      field.select();
    }
  });
  const pictures = list.items.length > 0 && (state.view === "chart" || state.view === "cloud");
  return h(
    "div.take",
    { id: "take" },
    h("span", {}, t("take")),
    file("csv"),
    file("tsv"),
    made("json"),
    pictures && made("svg"),
    pictures && made("png"),
    copy,
    result.url !== null && button(t("runAgain"), actions.again),
  );
}

/** @param {Result} result @param {Actions} actions */
function earlierResults({ key, url }, { fail }) {
  const details = h("details.earlier", {}, h("summary", {}, t("earlier")));
  const load = async () => {
    const others = (await earlier(url ?? "")).filter((one) => one.key !== key);
    const items = others.map((one) =>
      h(
        "li",
        {},
        ...joined([
          h("a", { href: `?key=${one.key}` }, ago(one.fetched_at)),
          languageName(one.language),
          t("wordsMain", { count: one.words }),
          h("a", { href: `?key=${key}&view=compare&with=${one.key}` }, t("compare")),
        ]),
      ),
    );
    details.append(others.length > 0 ? h("ul", {}, ...items) : h("p", {}, t("noEarlier")));
  };
  details.addEventListener("toggle", () => load().catch(fail), { once: true });
  return details;
}
