/** What is counted and shown: scope, unit, stop words, language, own words, and the filter. */

import { byId, h } from "../dom.js";
import { language, languageName, number, t } from "../messages.js";
import { parseWords } from "../state.js";

/** Milliseconds without a key press before the filter applies. */
const DEBOUNCE = 180;
const LANGUAGES =
  "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk ur vi zh";

/** @param {ResultModel} model */
export function settings({ result, state, list, actions: { change, recount } }) {
  const { main, page } = result.totals;
  const more = h(
    "div.settings-more",
    { id: "more-settings" },
    segmented("unit", [1, 2, 3], change),
    checkbox("stop", ["hide", "show"], change),
    checkbox("group", ["forms", "none"], change),
    checkbox("code", ["in", "out"], change),
    checkbox("sort", ["likelihood", "count"], change),
    list.classes.length > 0 && classMenu(list.classes, change),
    languageMenu(result.language, recount),
    ownWords(change),
    filter(change),
  );
  const toggle = h(
    "button.settings-toggle.box",
    {
      type: "button",
      "aria-expanded": "false",
      "aria-controls": more.id,
      onclick: () => toggle.setAttribute("aria-expanded", String(more.classList.toggle("open"))),
    },
    t("settings"),
  );
  const scope = segmented("scope", ["main", "page"], change, { main: main.words, page: page.words });
  const all = h("div.settings", {}, scope, toggle, more);
  applyState(all, state);
  return all;
}

/** @param {State} state changed elsewhere */
export function syncSettings(state) {
  applyState(byId("settings"), state);
}

/** @param {HTMLElement} place @param {State} state */
function applyState(place, state) {
  const menu = place.querySelector("select[name]");
  if (menu) {
    /** @type {HTMLSelectElement} */ (menu).value = state.class;
    menu.toggleAttribute("hidden", state.unit > 1);
  }
  for (const input of place.querySelectorAll("input")) {
    const value = String(Reflect.get(state, input.name));
    if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
    else if (input !== document.activeElement)
      input.value = input.name === "q" ? value : value.replaceAll(",", ", ");
    // Only phrases can be sorted by likelihood.
    if (input.name === "sort") input.closest("label")?.toggleAttribute("hidden", state.unit === 1);
  }
}

/**
 * @param {"unit" | "scope"} name
 * @param {(string | number)[]} values
 * @param {Change} change
 * @param {Record<string, number>} [counts] shown beside the values
 */
function segmented(name, values, change, counts) {
  const buttons = values.map((value) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name, value, onchange: () => change({ [name]: value }) }),
      h(
        "span",
        {},
        t(`${name}_${value}`),
        counts !== undefined && h("small", {}, ` ${number(counts[value] ?? 0)}`),
      ),
    ),
  );
  return h("fieldset.segmented.box", {}, h("legend.visually-hidden", {}, t(name)), ...buttons);
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

/** @param {string[]} classes @param {Change} change */
function classMenu(classes, change) {
  const options = ["", ...classes].map((value) => h("option", { value }, t(`class_${value}`)));
  const menu = h(
    "select.box",
    {
      name: "class",
      "aria-label": t("class_"),
      onchange: () => change({ class: /** @type {State["class"]} */ (menu.value) }),
    },
    ...options,
  );
  return menu;
}

/** @param {string} current @param {(tag: string) => void} recount */
function languageMenu(current, recount) {
  const names = [...new Set([current, ...LANGUAGES.split(" ")])]
    .map((tag) => ({ tag, name: languageName(tag) }))
    .sort((a, b) => a.name.localeCompare(b.name, language()));
  const options = names.map(({ tag, name }) => h("option", { value: tag, selected: tag === current }, name));
  const menu = h("select.box", { id: "language", onchange: () => recount(menu.value) }, ...options);
  return h("label.check", {}, h("span", {}, t("countAs")), menu);
}

/** @param {Change} change */
function filter(change) {
  let timer = 0;
  const field = h("input.settings-filter.box", {
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
  return h("details.settings-own", {}, h("summary", {}, t("ownWords")), fields);
}
