/** The controls of a result: which text, what is counted, what is hidden, in which language, and a filter. */

import { byId, h } from "../dom.js";
import { languageName, number } from "../format.js";
import { language, t } from "../messages.js";
import { ownWords } from "../state.js";

/** Milliseconds of quiet after which a filter that is typed is asked for. */
const QUIET = 180;
/** Languages that a text can be said to be in. */
const LANGUAGES =
  "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk ur vi zh";

/**
 * @param {Result} result
 * @param {State} state
 * @param {{ change: Change, recount: (language: string) => void }} actions
 */
export function controls(result, state, { change, recount }) {
  const { main, page } = result.totals;
  const more = h(
    "div",
    { class: "more", id: "more-controls" },
    choice(
      "unit",
      t("unit"),
      [
        ["1", t("unit1")],
        ["2", t("unit2")],
        ["3", t("unit3")],
      ],
      (unit) => change({ unit: /** @type {State["unit"]} */ (Number(unit)) }),
    ),
    check("stop", t("hideStopWords"), "hide", (on) => change({ stop: on ? "hide" : "show" })),
    check("group", t("groupForms"), "forms", (on) => change({ group: on ? "forms" : "none" })),
    check("code", t("codeIn"), "in", (on) => change({ code: on ? "in" : "out" })),
    check("sort", t("byLikelihood"), "likelihood", (on) => change({ sort: on ? "likelihood" : "count" })),
    languages(result.language, recount),
    lists(change),
    filter((q) => change({ q })),
  );
  const all = h(
    "div",
    { class: "controls" },
    choice(
      "scope",
      t("scope"),
      [
        ["main", t("scopeMain"), number(main.words, language())],
        ["page", t("scopePage"), number(page.words, language())],
      ],
      (scope) => change({ scope: scope === "page" ? "page" : "main" }),
    ),
    fold(more),
    more,
  );
  show(all, state);
  return all;
}

/** Let the controls say what a state says, as after a change from elsewhere. @param {State} state */
export function syncControls(state) {
  show(byId("controls"), state);
}

/** @param {HTMLElement} place @param {State} state */
function show(place, state) {
  for (const input of place.querySelectorAll("input")) {
    const value = String(state[/** @type {keyof State} */ (input.name)]);
    if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
    else if (input !== document.activeElement)
      input.value = value.replaceAll(",", input.name === "q" ? "," : ", ");
    if (input.name === "sort") input.closest("label")?.toggleAttribute("hidden", state.unit === 1);
  }
}

/** The button that folds the rest away on a phone. @param {HTMLElement} more */
function fold(more) {
  const button = h(
    "button",
    { type: "button", class: "fold", "aria-expanded": "false", "aria-controls": more.id },
    t("settings"),
  );
  button.addEventListener("click", () =>
    button.setAttribute("aria-expanded", String(more.classList.toggle("open"))),
  );
  return button;
}

/**
 * Radio buttons in a row.
 * @param {string} name
 * @param {string} label
 * @param {[value: string, text: string, amount?: string][]} options
 * @param {(value: string) => void} choose
 */
function choice(name, label, options, choose) {
  return h(
    "fieldset",
    { class: "choice" },
    h("legend", { class: "unseen" }, label),
    ...options.map(([value, text, amount]) =>
      h(
        "label",
        {},
        h("input", { type: "radio", name, value, onchange: () => choose(value) }),
        h("span", {}, text, amount !== undefined && h("small", {}, ` ${amount}`)),
      ),
    ),
  );
}

/** @param {string} name @param {string} text @param {string} value when on @param {(on: boolean) => void} turn */
function check(name, text, value, turn) {
  const box = h("input", { type: "checkbox", name, value, onchange: () => turn(box.checked) });
  return h("label", { class: "check" }, box, h("span", {}, text));
}

/** The language of the text; another one counts it anew. @param {string} chosen @param {(language: string) => void} recount */
function languages(chosen, recount) {
  const tags = LANGUAGES.split(" ");
  const named = (tags.includes(chosen) ? tags : [chosen, ...tags])
    .map((tag) => ({ tag, name: languageName(tag, language()) }))
    .sort((a, b) => a.name.localeCompare(b.name, language()));
  const field = h(
    "select",
    { id: "language", onchange: () => recount(field.value) },
    ...named.map(({ tag, name }) => h("option", { value: tag, selected: tag === chosen }, name)),
  );
  return h("label", { class: "check" }, h("span", {}, t("countAs")), field);
}

/** @param {(q: string) => void} ask */
function filter(ask) {
  let timer = 0;
  const field = h("input", {
    type: "search",
    class: "filter",
    id: "filter",
    name: "q",
    placeholder: t("filter"),
    "aria-label": t("filterLabel"),
    oninput: () => {
      const q = field.value.trim();
      clearTimeout(timer);
      timer = window.setTimeout(() => ask(q), QUIET);
    },
  });
  return field;
}

/** The reader's own words to hide and to keep. @param {Change} change */
function lists(change) {
  const field = (/** @type {"hide" | "keep"} */ name, /** @type {string} */ text) => {
    const input = h("input", {
      type: "text",
      name,
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: t("commas"),
      onchange: () => change({ [name]: ownWords(input.value).join(",") }),
    });
    return h("label", {}, h("span", {}, text), input);
  };
  return h(
    "details",
    { class: "own" },
    h("summary", {}, t("ownWords")),
    h("div", {}, field("hide", t("alsoHide")), field("keep", t("neverHide"))),
  );
}
