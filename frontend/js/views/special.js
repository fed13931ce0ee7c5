/** What is special about a page: the order of its words, and its key phrases under the chart. */

import { words } from "../api.js";
import { byId, h, linkButton } from "../dom.js";
import { loadLaterView } from "../loader.js";
import { languageName, number, t } from "../messages.js";
import { wordsQuery } from "../state.js";
import { shown } from "./result.js";

/** Phrases of each length under the chart. */
const PHRASES = 5;

/** The key phrases of the lists that were asked for, by their queries. @type {Map<string, Promise<Word[]>>} */
const known = new Map();

/** @param {ResultModel} model */
export function showSpecial(model) {
  showOrder(model);
  const { entries } = model.result;
  if (entries && !document.querySelector(".entries"))
    loadLaterView(() => import("./entries.js"), "entries").then(
      ({ showEntries }) => model.result === shown().result && showEntries(model.result, entries),
      model.actions.fail,
    );
  if (model.state.view === "chart") showPhrases(model).catch(() => {});
}

/** "Most frequent" or "most special" beside the other settings. @param {ResultModel} model */
function showOrder(model) {
  const { state, list } = model;
  const order = document.getElementById("order") ?? (list.keyness && orderControl(model, list.keyness));
  if (!order) return;
  if (!order.isConnected) {
    // Where it moves nothing of what has been painted: the row ends at the right, or wraps on a phone.
    if (matchMedia("(width > 40rem)").matches) byId("settings").firstElementChild?.prepend(order);
    else byId("classes").before(order);
  }
  // Phrases have an order of their own, among the options.
  order.hidden = state.unit > 1 || state.view === "text" || state.view === "compare";
  byId("settings").firstElementChild?.classList.toggle("special-not", order.hidden);
  for (const input of order.querySelectorAll("input"))
    input.checked = input.value === (state.sort === "keyness" ? "keyness" : "count");
}

/** @param {ResultModel} model @param {NonNullable<WordList["keyness"]>} keyness */
function orderControl({ result, actions }, keyness) {
  const isKnown = keyness === "known";
  const choices = /** @type {const} */ (["count", "keyness"]).map((value) => {
    const disabled = value === "keyness" && !isKnown;
    const onchange = () => actions.change({ sort: value });
    const input = h("input", { type: "radio", name: "sort", value, disabled, onchange });
    return h("label", { title: t(`sort_${value}_hint`) }, input, h("span", {}, t(`sort_${value}`)));
  });
  return h(
    "div.special-order",
    { id: "order" },
    h("fieldset.segmented.box", {}, h("legend.visually-hidden", {}, t("order")), ...choices),
    !isKnown && h("small", {}, t(`keyness_${keyness}`, { language: languageName(result.language) })),
  );
}

/** The strongest phrases of two and of three words. @param {ResultModel} model */
async function showPhrases(model) {
  const found = await Promise.all([keyPhrases(model.state, 2), keyPhrases(model.state, 3)]);
  const chart = byId("list").querySelector(".chart-footer");
  if (!chart || found.every((phrases) => phrases.length === 0)) return;
  byId("list").querySelector(".special-phrases")?.remove();
  const lines = found.map((phrases, index) =>
    phrases.length > 0
      ? h("p", {}, ...phrases.flatMap((phrase) => phraseLink(model, phrase, index + 2)))
      : "",
  );
  chart.after(
    h(
      "section.special-phrases",
      { "aria-labelledby": "phrases" },
      h("h2", { id: "phrases" }, t("phrases")),
      ...lines,
    ),
  );
}

/** @param {State} state @param {2 | 3} unit */
function keyPhrases(state, unit) {
  const query = wordsQuery({ ...state, unit, sort: "likelihood", q: "", class: "" });
  query.set("limit", String(PHRASES));
  const name = `${state.key}?${query}`;
  const asked =
    known.get(name) ??
    words(state.key, query).then(({ items }) => items.filter(({ likelihood }) => (likelihood ?? 0) > 0));
  known.set(name, asked);
  asked.catch(() => known.delete(name));
  return asked;
}

/** @param {ResultModel} model @param {Word} phrase @param {number} unit */
function phraseLink({ result, actions }, { word, count }, unit) {
  const open = () => actions.change({ unit: /** @type {2 | 3} */ (unit), sort: "likelihood", word });
  const link = linkButton("", open, { lang: result.language });
  link.append(h("bdi", {}, word));
  return [h("span", {}, link, h("small", {}, ` ${number(count)}`)), " "];
}
