/** A word opened: its forms, its zones, where in the text it stands, and its contexts. */

import { contexts } from "../api.js";
import { h, linkButton } from "../dom.js";
import { number, share } from "../format.js";
import { language, t } from "../messages.js";
import { withWord } from "../state.js";

const SOME = 4;
const MOST = 1000;
const FORMS = 12;
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** Which way a language is written. Pure. @param {string} tag */
export function direction(tag) {
  return RIGHT_TO_LEFT.test(tag) ? "rtl" : "ltr";
}

/**
 * Where each place stands in the text, 0 to 1, headings marked. Pure.
 * @param {readonly [number, string][]} places
 * @param {number} length
 */
export function strip(places, length) {
  return places.map(([position, zone]) => ({
    at: position / Math.max(length, 1),
    heading: zone === "heading",
  }));
}

/**
 * The panel of a word; its places come when they have been fetched.
 * @param {Result} result
 * @param {State} state
 * @param {Word} item
 * @param {{ change: (change: Partial<State>) => void }} actions
 */
export function wordPanel(result, state, item, { change }) {
  const facts = {
    rank: number(item.rank, language()),
    count: number(item.count, language()),
    share: share(item.share, language()),
  };
  const found = h("div", { class: "places", "aria-busy": "true" });
  const close = () => change({ word: "" });
  const panel = h(
    "section",
    {
      class: "panel",
      "data-word": item.word,
      "aria-label": item.word,
      onkeydown: (event) => event.key === "Escape" && close(),
    },
    h("button", { type: "button", class: "icon close", "aria-label": t("close"), onclick: close }, "×"),
    h("p", { class: "facts" }, t(item.count === 1 ? "wordFactsOne" : "wordFacts", facts)),
    h("h2", { lang: result.language }, h("bdi", {}, item.word)),
    item.forms.length > 1 && h("p", { class: "forms" }, ...forms(item)),
    h("p", { class: "zones" }, zones(item)),
    found,
    state.unit === 1 &&
      h(
        "p",
        {},
        linkButton(t("hideWord"), () => change({ hide: withWord(state.hide, item.word), word: "" })),
      ),
  );
  load(result, state, item, found, SOME);
  return panel;
}

/** @param {Word} item */
function forms(item) {
  const rest = item.forms.length - FORMS;
  const shown = item.forms
    .slice(0, FORMS)
    .flatMap((form, place) => [
      place ? ", " : "",
      h("bdi", {}, form.form),
      ` ${number(form.count, language())}`,
    ]);
  return rest > 0 ? [...shown, ", ", t("moreForms", { count: number(rest, language()) })] : shown;
}

/** @param {Word} item */
function zones(item) {
  const names = { body: "zoneBody", heading: "zoneHeading", link: "zoneLink", code: "zoneCode" };
  return Object.entries(names)
    .filter(([zone]) => item.zones[zone])
    .map(([zone, name]) => t(name, { count: number(item.zones[zone] ?? 0, language()) }))
    .join(" · ");
}

/** @param {Result} result @param {State} state @param {Word} item @param {HTMLElement} place @param {number} limit */
async function load(result, state, item, place, limit) {
  const query = new URLSearchParams({
    word: item.word,
    scope: state.scope,
    group: state.group,
    code: state.code,
    limit: String(limit),
  });
  const all = () => load(result, state, item, place, MOST);
  try {
    const found = await contexts(state.key, query.toString());
    const focused = place.contains(document.activeElement);
    place.replaceChildren(...parts(found, result.language, all));
    if (focused) /** @type {HTMLElement | null} */ (place.querySelector(".contexts"))?.focus();
  } catch {
    place.replaceChildren(linkButton(t("tryAgain"), () => load(result, state, item, place, limit)));
  }
  place.removeAttribute("aria-busy");
}

/** @param {Contexts} found @param {string} tag @param {() => void} all */
function parts(found, tag, all) {
  const marks = strip(found.places, found.length).map(({ at, heading }) => {
    const mark = h("i", { class: heading ? "heading" : "" });
    mark.style.setProperty("--at", at.toFixed(4));
    return mark;
  });
  const hasHeadings = found.places.some(([, zone]) => zone === "heading");
  const many = found.items.length > SOME;
  return [
    h("p", { class: "facts" }, t("places"), hasHeadings && h("span", { class: "key" }, t("inHeadings"))),
    h("div", { class: "strip", "aria-hidden": "true", dir: direction(tag) }, ...marks),
    h(
      "ul",
      {
        class: "contexts",
        lang: tag,
        dir: direction(tag),
        tabindex: many ? 0 : undefined,
        "aria-label": t("places"),
      },
      ...found.items.map(context),
    ),
    found.items.length < found.total &&
      !many &&
      linkButton(t("allPlaces", { count: number(found.total, language()) }), all),
  ].filter((part) => part !== false);
}

/** One place: the word in the middle, its mark touching what is glued to it. @param {Contexts["items"][number]} item */
function context({ left, match, right, zone }) {
  return h(
    "li",
    {},
    h("span", { class: "left" }, h("span", {}, left)),
    h("mark", { class: zone === "heading" ? "heading" : "" }, match),
    h("span", { class: "right" }, right),
  );
}
