/** A word opened: its forms, its zones, where in the text it stands, and its contexts. */

import { contexts } from "../api.js";
import { announce, byId, h, joined, linkButton } from "../dom.js";
import { number, share, t } from "../messages.js";
import { withWord } from "../state.js";

const SOME = 4;
const MOST = 1000;
const FORMS = 12;
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** Which way a language is written. Pure. @param {string} tag */
export const direction = (tag) => (RIGHT_TO_LEFT.test(tag) ? "rtl" : "ltr");

/** Where each place stands in the text, 0 to 1. Pure. @param {Contexts["places"]} places @param {number} length */
export function strip(places, length) {
  return places.map(([position, zone]) => ({
    at: position / Math.max(length, 1),
    heading: zone === "heading",
  }));
}

/** @type {MediaQueryList | undefined} */
let narrow;

/** Beside the list, or under the word's row where the page is narrow. @param {Shown} shown */
export function showWord(shown) {
  const { list, state } = shown;
  const beside = byId("beside");
  beside.replaceChildren();
  const item = list.items.find((one) => one.word === state.word);
  if (!item || state.view === "table") return;
  const panel = wordPanel(shown, item);
  narrow ??= matchMedia("(max-width: 60rem)");
  const under = h("tr.under", {}, h("td", { colspan: 3 }));
  const row = byId("list").querySelector(`tr[data-word="${CSS.escape(item.word)}"]`);
  const put = () => {
    under.remove();
    if (narrow?.matches) row?.after(under);
    (under.isConnected ? under.firstElementChild : beside)?.append(panel);
  };
  put();
  narrow.onchange = () => panel.isConnected && put();
}

/** @param {Shown} shown @param {Word} item */
function wordPanel(shown, item) {
  const { result, state, actions } = shown;
  const { word, rank, count } = item;
  const close = () => actions.change({ word: "" });
  const hide = () => actions.change({ hide: withWord(state.hide, word) });
  const facts = t(count === 1 ? "wordFactsOne" : "wordFacts", { rank, count, share: share(item.share) });
  const found = h("div.places", {});
  const panel = h(
    "section.panel",
    {
      "data-word": word,
      "aria-label": word,
      onkeydown: (event) => event.key === "Escape" && close(),
    },
    h("button.icon.close", { type: "button", "aria-label": t("close"), onclick: close }, "×"),
    h("p.facts", {}, facts),
    h("h2", { lang: result.language }, h("bdi", {}, word)),
    item.forms.length > 1 && forms(item),
    h("p.zones", {}, zones(item)),
    found,
    state.unit === 1 && h("p", {}, linkButton(t("hideWord"), hide)),
  );
  load(shown, word, found, SOME);
  announce(`${word}: ${facts}`);
  return panel;
}

/** @param {Word} item */
function forms({ forms: all }) {
  const shown = all
    .slice(0, FORMS)
    .map(({ form, count }) => h("span", {}, h("bdi", {}, form), ` ${number(count)}`));
  const rest = all.length > FORMS && t("moreForms", { count: all.length - FORMS });
  return h("p.forms", {}, ...joined([...shown, rest], ", "));
}

/** @param {Word} item */
function zones(item) {
  return ["body", "heading", "link", "code"]
    .filter((zone) => item.zones[zone])
    .map((zone) => t(`zone_${zone}`, { count: item.zones[zone] ?? 0 }))
    .join(" · ");
}

/** @param {Shown} shown @param {string} word @param {HTMLElement} place @param {number} limit */
async function load(shown, word, place, limit) {
  const { key, scope, unit, group, code } = shown.state;
  const again = (/** @type {number} */ most) => () => load(shown, word, place, most);
  place.setAttribute("aria-busy", "true");
  try {
    const query = { word, scope, unit: String(unit), group, code, limit: String(limit) };
    const found = await contexts(key, new URLSearchParams(query));
    const focused = place.contains(document.activeElement);
    place.replaceChildren(...parts(found, shown.result.language, again(MOST)));
    if (focused) /** @type {HTMLElement | null} */ (place.querySelector(".contexts"))?.focus();
  } catch {
    place.replaceChildren(linkButton(t("tryAgain"), again(limit)));
  }
  place.removeAttribute("aria-busy");
}

/** @param {Contexts} found @param {string} lang @param {() => void} all */
function parts({ places, length, items, total }, lang, all) {
  const dir = direction(lang);
  const stands = strip(places, length);
  const marks = stands.map(({ at, heading }) => {
    const mark = h("i", { class: heading && "heading" });
    mark.style.setProperty("--at", at.toFixed(4));
    return mark;
  });
  const key = stands.some(({ heading }) => heading) && h("span.key", {}, t("inHeadings"));
  const many = items.length > SOME;
  const shown = h(
    "ul.contexts",
    { lang, dir, tabindex: many && 0, "aria-label": t("places") },
    ...items.map(context),
  );
  const rest = items.length < total && !many && linkButton(t("allPlaces", { count: total }), all);
  return [
    h("p.facts", {}, t("places"), key),
    h("div.strip", { "aria-hidden": "true", dir }, ...marks),
    shown,
    ...joined([rest]),
  ];
}

/** One place: the word in the middle, its mark touching what is glued to it. @param {Contexts["items"][number]} item */
function context({ left, match, right, zone }) {
  return h(
    "li",
    {},
    h("span.left", {}, h("span", {}, left)),
    h("mark", { class: zone === "heading" && "heading" }, match),
    h("span.right", {}, right),
  );
}
