/** Options that few readers change: stop words, forms, code, language, own words, and the filter. */

import { words } from "../api.js";
import { byId, h } from "../dom.js";
import { parseWords } from "../lists.js";
import { language, languageName, t } from "../messages.js";
import { showSettings } from "./changes.js";
import { shown } from "./result.js";

/** Milliseconds without a key press before the filter applies. */
const DEBOUNCE = 180;
const LANGUAGES =
  "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk ur vi zh";

/** Unfold or fold the options; a collection has put its own there. */
export function toggleOptions(open = byId("options").hidden) {
  const place = byId("options");
  if (!place.hasChildNodes()) {
    const model = shown();
    // The text of a collection cannot be counted again: its pages are, where it is shown as a collection.
    place.append(options(model, model.result.source !== "collection"));
    showSettings(model);
  }
  place.hidden = !open;
  byId("options-toggle").setAttribute("aria-expanded", String(open));
}

/** @param {ResultModel} model @param {boolean} recounts whether there is a menu of languages */
export function options({ result, actions: { change, recount } }, recounts = true) {
  const code = checkbox("code", ["in", "out"], change);
  showIfCode(code, result);
  return h(
    "div.options",
    {},
    checkbox("stop", ["hide", "show"], change),
    checkbox("group", ["forms", "none"], change),
    code,
    checkbox("sort", ["likelihood", "count"], change),
    recounts && languageMenu(result.language, recount),
    filter(change),
    ownWords(change),
  );
}

/** Offer to count code where the main text has some: on the whole page it always counts. @param {HTMLElement} choice @param {Result} result */
async function showIfCode(choice, { key, totals }) {
  choice.hidden = true;
  const query = new URLSearchParams({ scope: "main", code: "in", limit: "1" });
  const found = await words(key, query).catch(() => null);
  choice.hidden = found?.words === totals.main.words;
}

/** @param {"stop" | "group" | "code" | "sort"} name @param {[on: string, off: string]} values @param {Change} change */
function checkbox(name, [on, off], change) {
  const input = h("input", {
    type: "checkbox",
    name,
    value: on,
    onchange: () => change({ [name]: input.checked ? on : off }),
  });
  return h("label.check", {}, input, h("span", {}, t(`check_${name}`)));
}

/** @param {string} current @param {(tag: string) => void} recount */
function languageMenu(current, recount) {
  const names = [...new Set([current, ...LANGUAGES.split(" ")])]
    .map((tag) => ({ tag, name: languageName(tag) }))
    .sort((a, b) => a.name.localeCompare(b.name, language()));
  const choices = names.map(({ tag, name }) => h("option", { value: tag, selected: tag === current }, name));
  const menu = h("select.box", { id: "language", onchange: () => recount(menu.value) }, ...choices);
  return h("label.check", {}, h("span", {}, t("countAs")), menu);
}

/** @param {Change} change */
function filter(change) {
  let timer = 0;
  const field = h("input.options-filter.box", {
    type: "search",
    name: "q",
    placeholder: t("filter"),
    "aria-label": t("filter"),
    oninput() {
      const q = field.value.trim();
      clearTimeout(timer);
      timer = window.setTimeout(() => change({ q }), DEBOUNCE);
    },
  });
  return field;
}

/** The reader's own words to hide and to keep. @param {Change} change */
function ownWords(change) {
  const field = (/** @type {"hide" | "keep"} */ name) => {
    const input = h("input.box", {
      name,
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: t("commas"),
      onchange: () => change({ [name]: parseWords(input.value).join(",") }),
    });
    return h("label", {}, h("span", {}, t(`own_${name}`)), input);
  };
  const fields = h("div", {}, field("hide"), field("keep"));
  return h("details.options-own", {}, h("summary", {}, t("ownWords")), fields);
}
