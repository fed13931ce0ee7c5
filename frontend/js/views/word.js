/** An opened word: its forms, its zones, its dispersion over the text, its first places, and its company. */

import { collocates, concordance } from "../api-later.js";
import { h, join, linkButton } from "../dom.js";
import { addWord } from "../lists.js";
import { loadLaterView } from "../loader.js";
import { number, share, t } from "../messages.js";

/** Lines of the concordance, and characters of text on each side; all of it has a view of its own. */
const LINES = 4;
const WIDTH = 18;
/** In languages whose characters are wide. */
const WIDE = /^(ja|ko|zh)\b/;
const WIDE_WIDTH = 10;
const MAX_FORMS = 12;
/** Words of its company. */
const COMPANY = 8;
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** The direction that a language is written in. Pure. @param {string} tag */
export const direction = (tag) => (RIGHT_TO_LEFT.test(tag) ? "rtl" : "ltr");

/**
 * The marks of a dispersion plot: positions as ratios of the text's length, 0 to 1. Pure.
 * @param {Concordance["places"]} places
 * @param {number} length in characters
 */
export function dispersion(places, length) {
  return places.map(([position, zone]) => ({
    at: position / Math.max(length, 1),
    heading: zone === "heading",
  }));
}

/** A word's rank, count and share. @param {Word} item */
export const wordFacts = ({ rank, count, share: proportion }) =>
  t(count === 1 ? "wordFactsOne" : "wordFacts", { rank, count, share: share(proportion) });

/** @param {ResultModel} model @param {Word} item */
export function wordPanel(model, item) {
  const { result, state, actions } = model;
  const { word } = item;
  const close = () => actions.change({ word: "" });
  const hide = () => actions.change({ hide: addWord(state.hide, word) });
  const places = h("div", {});
  const company = h("div", {});
  const panel = h(
    "section.word.box",
    {
      "data-word": word,
      "aria-label": word,
      onkeydown: (event) => event.key === "Escape" && close(),
    },
    h("button.word-close.icon", { type: "button", "aria-label": t("close"), onclick: close }, "×"),
    h("p", {}, wordFacts(item)),
    h("h2", { lang: result.language }, h("bdi", {}, word)),
    item.forms.length > 1 && forms(item, direction(result.language)),
    h("p.word-zones", {}, zones(item)),
    places,
    company,
    state.unit === 1 && h("p", {}, linkButton(t("hideWord"), hide)),
  );
  loadPlaces(model, word, places);
  if (state.unit === 1) loadCompany(model, word, company, places);
  return panel;
}

/** @param {Word} item @param {string} dir */
function forms({ forms: all }, dir) {
  const shown = all
    .slice(0, MAX_FORMS)
    .map(({ form, count }) => h("span", {}, h("bdi", {}, form), ` ${number(count)}`));
  const rest = all.length > MAX_FORMS && t("moreForms", { count: all.length - MAX_FORMS });
  return h("p.word-forms", { dir }, ...join([...shown, rest], ", "));
}

/** @param {Word} item */
function zones(item) {
  return ["body", "heading", "link", "code"]
    .filter((zone) => item.zones[zone])
    .map((zone) => t(`zone_${zone}`, { count: item.zones[zone] ?? 0 }))
    .join(" · ");
}

/** What the API looks for. @param {State} state @param {string} word @param {Record<string, string>} [others] */
export function placesQuery({ scope, unit, group, code, blocks }, word, others = {}) {
  return new URLSearchParams({ word, scope, unit: String(unit), group, code, blocks, ...others });
}

/** @param {ResultModel} model @param {string} word @param {HTMLElement} place @param {string} [company] */
async function loadPlaces(model, word, place, company = "") {
  place.setAttribute("aria-busy", "true");
  try {
    const width = WIDE.test(model.result.language) ? WIDE_WIDTH : WIDTH;
    const how = { company, limit: String(LINES), width: String(width) };
    const found = await concordance(model.state.key, placesQuery(model.state, word, how));
    place.replaceChildren(...placesView(found, model, word, company));
  } catch {
    place.replaceChildren(linkButton(t("tryAgain"), () => loadPlaces(model, word, place, company)));
  }
  place.removeAttribute("aria-busy");
}

const loadConcordance = () => loadLaterView(() => import("./concordance.js"), "concordance");

/** @param {Concordance} found @param {ResultModel} model @param {string} word @param {string} company */
function placesView({ places, length, items, total }, model, word, company) {
  const lang = model.result.language;
  const dir = direction(lang);
  const marks = dispersion(places, length);
  const legend = marks.some(({ heading }) => heading) && h("span.word-legend", {}, t("inHeadings"));
  const lines = h("ul.word-concordance", { lang, dir, "aria-label": t("places") }, ...items.map(line));
  const openAll = () =>
    loadConcordance().then((module) => module.openConcordance(model, word, company), model.actions.fail);
  const title = company ? t("placesWith", { company }) : t("places");
  return [
    h("p", {}, title, legend),
    h("div.word-dispersion", { "aria-hidden": "true", dir }, ...marks.map(mark)),
    lines,
    linkButton(t(total === 1 ? "onePlace" : "allPlaces", { count: total }), openAll),
  ];
}

/**
 * The words that stand beside it; each, when pressed, keeps the places that it stands at.
 * @param {ResultModel} model
 * @param {string} word
 * @param {HTMLElement} place
 * @param {HTMLElement} places
 */
async function loadCompany({ result, state, ...model }, word, place, places) {
  const { scope, group, code, stop, blocks } = state;
  const query = { word, scope, group, code, stop_words: stop, blocks, limit: String(COMPANY) };
  const { items } = await collocates(state.key, new URLSearchParams(query)).catch(() => ({ items: [] }));
  if (items.length === 0) return;
  const buttons = items.map(({ word: other, left, right }) => {
    const button = linkButton("", () => choose(button, other), {
      "aria-pressed": "false",
      lang: result.language,
      title: t("companyCounts", { left, right }),
    });
    button.append(h("bdi", {}, other));
    return h("span", {}, button, h("small", {}, ` ${number(left)}+${number(right)}`));
  });
  const choose = (/** @type {HTMLElement} */ button, /** @type {string} */ other) => {
    const isChosen = button.getAttribute("aria-pressed") === "true";
    for (const one of place.querySelectorAll("button")) one.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", String(!isChosen));
    loadPlaces({ result, state, ...model }, word, places, isChosen ? "" : other);
  };
  place.replaceChildren(
    h("p", {}, t("company"), " ", h("small", {}, t("companyHint"))),
    h("div.word-company", { role: "group", "aria-label": t("company") }, ...buttons),
  );
}

/** @param {{ at: number, heading: boolean }} place */
function mark({ at, heading }) {
  const element = h("i", { class: heading && "heading" });
  element.style.setProperty("--at", at.toFixed(4));
  return element;
}

/** A line of the concordance: the word between its left and right context. @param {Place} place */
function line({ left, match, right }) {
  return h(
    "li",
    {},
    h("span.left", {}, h("span", {}, left)),
    h("mark", {}, match),
    h("span.right", {}, right),
  );
}
