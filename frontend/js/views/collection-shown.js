/** A collection on screen: its tabs, its settings, and what they show. */

import { call, origin } from "../api.js";
import { announce, byId, h, join } from "../dom.js";
import { t } from "../messages.js";
import { fromQuery, pageQuery, toQuery, wordsQuery } from "../state.js";
import { showSettings, tabKeys } from "./changes.js";
import { chartSize } from "./chart.js";
import { cards, heatTable, splitChart } from "./collection-parts.js";
import { submitCollection } from "./collection-send.js";
import { showPlaces } from "./collection-word.js";
import { loadOptions, settings } from "./settings.js";

/** How it is shown: the parameter `as`. */
const VIEWS = /** @type {const} */ (["chart", "heat", "cards"]);
/** Distinctive words on a card. */
const OWN_WORDS = 5;

export const pathOf = (/** @type {string} */ key, rest = "") =>
  `collections/${encodeURIComponent(key)}${rest}`;

/** @param {Collection} collection */
export const titleOf = ({ title, members }) => title || t("collectionOf", { count: members.length });

/** @param {Collection} collection */
export const urlsOf = ({ members }) => members.flatMap((one) => one.url ?? []);

export class Shown {
  /**
   * @param {Collection} collection
   * @param {Result} result of all pages together
   * @param {AbortSignal} signal
   * @param {CollectionPage} page
   */
  constructor(collection, result, signal, page) {
    this.collection = collection;
    this.result = result;
    this.signal = signal;
    this.page = page;
    this.title = titleOf(collection);
    /** @type {WordList} */
    this.list = { total: 0, words: 0, classes: [], items: [] };
    /** @type {OwnWords[]} */
    this.own = [];
    this.state = { ...fromQuery(location.search), key: collection.key };
    const as = new URLSearchParams(location.search).get("as");
    this.as = VIEWS.find((view) => view === as) ?? "chart";
    /** @type {Actions} */
    this.actions = {
      change: (change) => this.change(change),
      toggleWord: (word) => this.change({ word: word === this.state.word ? "" : word }),
      rerun: () => {},
      recount: (language) => this.recount(language),
      fail: page.fail,
    };
  }

  async show() {
    const { result, title, page } = this;
    const [fetched, { options }] = await Promise.all([this.fetch(), loadOptions()]);
    if (this.signal.aborted) return;
    Object.assign(this, fetched);
    const model = this.model();
    const tabs = VIEWS.map((view) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${view}`,
          "aria-controls": "list",
          onclick: () => this.change({}, view),
        },
        t(`collection_${view}`),
      ),
    );
    page.setTitle(() => title);
    page.showLayout(false);
    byId("result").replaceChildren(
      h("h1", { tabindex: -1, id: "title" }, h("bdi", {}, title)),
      this.facts(),
      h(
        "div.result-bar",
        {},
        h(
          "div.result-tabs",
          { role: "tablist", "aria-label": t("views"), onkeydown: tabKeys(VIEWS) },
          ...tabs,
        ),
        h("div.collection-settings", { id: "settings" }, settings(model)),
      ),
      h("div", { id: "options", hidden: true }, options(model)),
      h("div.collection-list.result-list", { id: "list", role: "tabpanel", tabindex: -1 }),
      h("div.collection-places", { id: "places" }),
      h("p.collection-files", { id: "files" }),
    );
    byId("result").hidden = false;
    page.reveal();
    showSettings(model);
    this.render();
    announce(t("done", { count: result.totals.main.words, title }));
    const shown = () => ({ result, state: this.state, title, link: this.link() });
    const { showTools } = await page.showView();
    if (!this.signal.aborted) showTools(shown);
  }

  /** @returns {ResultModel} */
  model() {
    const { result, state, list, title, actions } = this;
    return { result, state, list, title, actions };
  }

  facts() {
    const { members, key } = this.collection;
    const counted = members.filter((one) => one.status === "finished").length;
    const { words, distinct } = this.result.totals.main;
    // Without a title of its own, its heading says how many pages were sent.
    const isSaid = counted === members.length && !this.collection.title;
    const parts = [
      !isSaid && t("collectionPages", { count: counted }),
      h("strong", {}, t("wordsMain", { count: words })),
      t("collectionDistinct", { count: distinct }),
      h("a", { href: `?key=${encodeURIComponent(key)}` }, t("collectionAsOne")),
      counted < members.length &&
        h(
          "button.link.collection-failed",
          { type: "button", onclick: () => byId("tab-cards").click() },
          t("collectionFailed", { count: members.length - counted }),
        ),
    ];
    return h("div.result-facts", {}, h("p", {}, ...join(parts)));
  }

  /** The list, and what each page says more than the others. @returns {Promise<{ list: WordList, own: OwnWords[] }>} */
  async fetch() {
    const { state, signal } = this;
    const [list, own] = await Promise.all([
      call(pathOf(state.key, `/words?${pageQuery(state)}`), { signal }),
      call(pathOf(state.key, `/distinctive?${ownQuery(state)}`), { signal }),
    ]);
    return { list: list.body, own: own.body.items };
  }

  /** The address of what is shown. */
  link() {
    const rest = toQuery({ ...this.state, key: "", view: "chart" }).slice(1);
    const as = this.as === "chart" ? "" : `&as=${this.as}`;
    return `?set=${encodeURIComponent(this.state.key)}${as}${rest && `&${rest}`}`;
  }

  /** @param {Partial<State>} change @param {typeof VIEWS[number]} as */
  async change(change, as = this.as) {
    const after = { ...this.state, ...change };
    const isSameList = Object.keys(change).every((name) => name === "word");
    this.state = after;
    this.as = as;
    history.replaceState(null, "", this.link());
    try {
      if (!isSameList) {
        const fetched = await this.fetch();
        if (this.state !== after || this.signal.aborted) return;
        Object.assign(this, fetched);
        showSettings(this.model());
        announce(t("listed", { count: this.list.total }));
      }
      this.render();
    } catch (error) {
      if (this.state === after && !this.signal.aborted) this.page.fail(error, () => this.change(change, as));
    }
  }

  /** @param {string} language */
  recount(language) {
    submitCollection(urlsOf(this.collection), this.collection.title, language);
  }

  render() {
    const model = this.model();
    const { list } = this;
    const { members } = this.collection;
    for (const view of VIEWS) {
      byId(`tab-${view}`).setAttribute("aria-selected", String(this.as === view));
      byId(`tab-${view}`).tabIndex = this.as === view ? 0 : -1;
    }
    const place = byId("list");
    place.setAttribute("aria-labelledby", `tab-${this.as}`);
    const focused = document.activeElement?.getAttribute("data-focus") ?? "";
    if (this.as === "cards") place.replaceChildren(cards(members, this.own, this.actions.toggleWord));
    else if (list.items.length === 0) place.replaceChildren(h("p.notice", {}, t("nothing")));
    else if (this.as === "heat") place.replaceChildren(heatTable(model, members), chartSize(model));
    else place.replaceChildren(splitChart(model, members, place), chartSize(model));
    const target = focused && place.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    showPlaces(byId("places"), this.state, members, () => this.actions.change({ word: "" })).catch(
      this.actions.fail,
    );
    byId("files").replaceChildren(t("take"), " ", ...["csv", "tsv"].map((format) => this.file(format)));
  }

  /** The matrix of words and pages. @param {string} format */
  file(format) {
    const query = wordsQuery(this.state);
    query.set("format", format);
    const path = pathOf(this.state.key, `/words?${query}`);
    return h(
      "a.box",
      { href: `${origin()}/api/${path}`, download: `pagewords.${format}` },
      format.toUpperCase(),
    );
  }
}

/** @param {State} state */
function ownQuery(state) {
  const query = wordsQuery(state);
  query.delete("sort");
  query.delete("blocks");
  query.set("limit", String(OWN_WORDS));
  return query;
}
