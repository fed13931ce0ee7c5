/** Over a list: the facts of a result, and the controls of what is counted and shown. */

import { byId, h, joined } from "../dom.js";
import { ago, language, languageName, minutes, number, site, t } from "../messages.js";
import { ownWords } from "../state.js";

/** Milliseconds that a typed filter waits. */
const QUIET = 180;
const LANGUAGES =
  "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk ur vi zh";

/** @param {Shown} shown */
export function facts({ result, state }) {
  const { main, page, main_found: found } = result.totals;
  const url = result.final_url ?? result.url;
  const shown = state.scope === "main" ? main : page;
  const whole = state.scope === "page" || !found;
  const parts = [
    url ? h("a", { href: url, rel: "noreferrer" }, site(url)) : t("pastedText"),
    languageName(result.language) + (result.approximate ? ` (${t("approximate")})` : ""),
    t(result.url ? "fetched" : "counted", { when: ago(result.fetched_at) }),
    h(
      "span",
      {},
      h("strong", {}, t("wordsMain", { count: shown.words })),
      main.words !== page.words && (whole ? t("onPage") : t("inMain", { page: page.words })),
    ),
    !found && t("noMain"),
    t("minutes", { count: minutes(shown.reading_seconds) }),
  ];
  return h("p.facts", {}, ...joined(parts));
}

/** @param {Shown} shown */
export function controls({ result, state, actions: { change, recount } }) {
  const { main, page } = result.totals;
  const more = h(
    "div.more",
    { id: "more-controls" },
    choice("unit", [1, 2, 3], change),
    check("stop", ["hide", "show"], change),
    check("group", ["forms", "none"], change),
    check("code", ["in", "out"], change),
    check("sort", ["likelihood", "count"], change),
    languages(result.language, recount),
    lists(change),
    filter(change),
  );
  const fold = h(
    "button.fold.box",
    {
      type: "button",
      "aria-expanded": "false",
      "aria-controls": more.id,
      onclick: () => fold.setAttribute("aria-expanded", String(more.classList.toggle("open"))),
    },
    t("settings"),
  );
  const scope = choice("scope", ["main", "page"], change, { main: main.words, page: page.words });
  const all = h("div.controls", {}, scope, fold, more);
  show(all, state);
  return all;
}

/** A state may be changed from elsewhere. @param {State} state */
export function syncControls(state) {
  show(byId("controls"), state);
}

/** @param {HTMLElement} place @param {State} state */
function show(place, state) {
  for (const input of place.querySelectorAll("input")) {
    const value = String(Reflect.get(state, input.name));
    if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
    else if (input !== document.activeElement)
      input.value = input.name === "q" ? value : value.replaceAll(",", ", ");
    if (input.name === "sort") input.closest("label")?.toggleAttribute("hidden", state.unit === 1);
  }
}

/**
 * @param {"unit" | "scope"} name
 * @param {(string | number)[]} values
 * @param {Change} change
 * @param {Record<string, number>} [amounts]
 */
function choice(name, values, change, amounts) {
  const buttons = values.map((value) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name, value, onchange: () => change({ [name]: value }) }),
      h(
        "span",
        {},
        t(`${name}_${value}`),
        amounts !== undefined && h("small", {}, ` ${number(amounts[value] ?? 0)}`),
      ),
    ),
  );
  return h("fieldset.choice.box", {}, h("legend.unseen", {}, t(name)), ...buttons);
}

/** @param {"stop" | "group" | "code" | "sort"} name @param {[on: string, off: string]} values @param {Change} change */
function check(name, [on, off], change) {
  const box = h("input", {
    type: "checkbox",
    name,
    value: on,
    onchange: () => change({ [name]: box.checked ? on : off }),
  });
  return h("label.check", {}, box, h("span", {}, t(`check_${name}`)));
}

/** The language of the text; another one counts it anew. @param {string} chosen @param {(tag: string) => void} recount */
function languages(chosen, recount) {
  const names = [...new Set([chosen, ...LANGUAGES.split(" ")])]
    .map((tag) => ({ tag, name: languageName(tag) }))
    .sort((a, b) => a.name.localeCompare(b.name, language()));
  const options = names.map(({ tag, name }) => h("option", { value: tag, selected: tag === chosen }, name));
  const field = h("select.box", { id: "language", onchange: () => recount(field.value) }, ...options);
  return h("label.check", {}, h("span", {}, t("countAs")), field);
}

/** @param {Change} change */
function filter(change) {
  let timer = 0;
  const field = h("input.filter.box", {
    type: "search",
    name: "q",
    placeholder: t("filter"),
    "aria-label": t("filter"),
    oninput() {
      const q = field.value.trim();
      clearTimeout(timer);
      timer = window.setTimeout(() => change({ q }), QUIET);
    },
  });
  return field;
}

/** The reader's own words to hide and to keep. @param {Change} change */
function lists(change) {
  const field = (/** @type {"hide" | "keep"} */ name) => {
    const input = h("input.box", {
      name,
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: t("commas"),
      onchange: () => change({ [name]: ownWords(input.value).join(",") }),
    });
    return h("label", {}, h("span", {}, t(`own_${name}`)), input);
  };
  return h("details.own", {}, h("summary", {}, t("ownWords")), h("div", {}, field("hide"), field("keep")));
}
