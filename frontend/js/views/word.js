/** An opened word: its forms, its zones, its dispersion over the text, and its concordance. */

import { concordance } from "../api.js";
import { announce, byId, h, join, linkButton } from "../dom.js";
import { number, share, t } from "../messages.js";
import { addWord } from "../state.js";

/** Lines of the concordance at first, and after "All places". */
const FIRST_LINES = 4;
const MAX_LINES = 1000;
const MAX_FORMS = 12;
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

/** @type {MediaQueryList | undefined} */
let narrow;

/** Show the opened word beside the list, or below its row on a narrow page. @param {ResultModel} model */
export function showWord(model) {
  const { list, state } = model;
  const beside = byId("beside");
  beside.replaceChildren();
  const item = list.items.find((candidate) => candidate.word === state.word);
  if (!item || state.view === "table") return;
  const panel = wordPanel(model, item);
  narrow ??= matchMedia("(max-width: 60rem)");
  const panelRow = h("tr.word-row", {}, h("td", { colspan: 3 }));
  const row = byId("list").querySelector(`tr[data-word="${CSS.escape(item.word)}"]`);
  const place = () => {
    panelRow.remove();
    if (narrow?.matches) row?.after(panelRow);
    (panelRow.isConnected ? panelRow.firstElementChild : beside)?.append(panel);
  };
  place();
  narrow.onchange = () => panel.isConnected && place();
}

/** @param {ResultModel} model @param {Word} item */
function wordPanel(model, item) {
  const { result, state, actions } = model;
  const { word, rank, count } = item;
  const close = () => actions.change({ word: "" });
  const hide = () => actions.change({ hide: addWord(state.hide, word) });
  const facts = t(count === 1 ? "wordFactsOne" : "wordFacts", { rank, count, share: share(item.share) });
  const places = h("div", {});
  const panel = h(
    "section.word.box",
    {
      "data-word": word,
      "aria-label": word,
      onkeydown: (event) => event.key === "Escape" && close(),
    },
    h("button.word-close.icon", { type: "button", "aria-label": t("close"), onclick: close }, "×"),
    h("p", {}, facts),
    h("h2", { lang: result.language }, h("bdi", {}, word)),
    item.forms.length > 1 && forms(item),
    h("p.word-zones", {}, zones(item)),
    places,
    state.unit === 1 && h("p", {}, linkButton(t("hideWord"), hide)),
  );
  loadPlaces(model, word, places, FIRST_LINES);
  announce(`${word}: ${facts}`);
  return panel;
}

/** @param {Word} item */
function forms({ forms: all }) {
  const shown = all
    .slice(0, MAX_FORMS)
    .map(({ form, count }) => h("span", {}, h("bdi", {}, form), ` ${number(count)}`));
  const rest = all.length > MAX_FORMS && t("moreForms", { count: all.length - MAX_FORMS });
  return h("p.word-forms", {}, ...join([...shown, rest], ", "));
}

/** @param {Word} item */
function zones(item) {
  return ["body", "heading", "link", "code"]
    .filter((zone) => item.zones[zone])
    .map((zone) => t(`zone_${zone}`, { count: item.zones[zone] ?? 0 }))
    .join(" · ");
}

/** @param {ResultModel} model @param {string} word @param {HTMLElement} place @param {number} limit of lines */
async function loadPlaces(model, word, place, limit) {
  const { key, scope, unit, group, code } = model.state;
  const reload = (/** @type {number} */ lines) => () => loadPlaces(model, word, place, lines);
  place.setAttribute("aria-busy", "true");
  try {
    const query = { word, scope, unit: String(unit), group, code, limit: String(limit) };
    const found = await concordance(key, new URLSearchParams(query));
    const hadFocus = place.contains(document.activeElement);
    place.replaceChildren(...placesView(found, model.result.language, reload(MAX_LINES)));
    if (hadFocus) /** @type {HTMLElement | null} */ (place.querySelector(".word-concordance"))?.focus();
  } catch {
    place.replaceChildren(linkButton(t("tryAgain"), reload(limit)));
  }
  place.removeAttribute("aria-busy");
}

/** @param {Concordance} found @param {string} lang @param {() => void} showAll */
function placesView({ places, length, items, total }, lang, showAll) {
  const dir = direction(lang);
  const marks = dispersion(places, length);
  const legend = marks.some(({ heading }) => heading) && h("span.word-legend", {}, t("inHeadings"));
  const isLong = items.length > FIRST_LINES;
  const lines = h(
    "ul.word-concordance",
    { lang, dir, tabindex: isLong && 0, "aria-label": t("places") },
    ...items.map(line),
  );
  const allButton = items.length < total && !isLong && linkButton(t("allPlaces", { count: total }), showAll);
  return [
    h("p", {}, t("places"), legend),
    h("div.word-dispersion", { "aria-hidden": "true", dir }, ...marks.map(mark)),
    lines,
    ...join([allButton]),
  ];
}

/** @param {{ at: number, heading: boolean }} place */
function mark({ at, heading }) {
  const element = h("i", { class: heading && "heading" });
  element.style.setProperty("--at", at.toFixed(4));
  return element;
}

/** A line of the concordance: the word between its left and right context. @param {Concordance["items"][number]} item */
function line({ left, match, right }) {
  return h(
    "li",
    {},
    h("span.left", {}, h("span", {}, left)),
    h("mark", {}, match),
    h("span.right", {}, right),
  );
}
