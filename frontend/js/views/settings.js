/** The row above the list: scope, unit and class of the words, and the button for the other options. */

import { h } from "../dom.js";
import { loadLaterView } from "../loader.js";
import { number, t } from "../messages.js";

export const loadOptions = () => loadLaterView(() => import("./options.js"), "options");

/** @param {ResultModel} model */
export function settings(model) {
  const { main, page } = model.result.totals;
  const attributes = {
    type: "button",
    id: "options-toggle",
    "aria-expanded": "false",
    "aria-controls": "options",
    onclick: () => loadOptions().then(({ toggleOptions }) => toggleOptions(), model.actions.fail),
  };
  return h(
    "div.result-settings",
    {},
    // Nothing is left out of a text, so its two scopes are one.
    main.words !== page.words && segmented("scope", { main: main.words, page: page.words }, model),
    segmented("unit", { 1: 0, 2: 0, 3: 0 }, model),
    h("span", { id: "classes" }, ...classMenu(model)),
    h("button.box", attributes, `${t("settings")} ▾`),
  );
}

/** The menu of word classes, if there are any. @param {ResultModel} model */
export function classMenu({ state, list: { classes }, actions: { change } }) {
  if (classes.length === 0) return [];
  const all = ["", ...classes].map((value) =>
    h("option", { value, selected: value === state.class }, t(`class_${value}`)),
  );
  const onchange = () => change({ class: /** @type {State["class"]} */ (menu.value) });
  const attributes = { name: "class", "aria-label": t("class_"), hidden: state.unit > 1, onchange };
  const menu = h("select.box", attributes, ...all);
  return [menu];
}

/**
 * @param {"unit" | "scope"} name
 * @param {Record<string, number>} values each with a count that is shown beside it, unless 0
 * @param {ResultModel} model
 */
function segmented(name, values, { state, actions: { change } }) {
  const buttons = Object.entries(values).map(([value, count]) => {
    const onchange = () => change({ [name]: name === "unit" ? Number(value) : value });
    const checked = String(state[name]) === value;
    return h(
      "label",
      {},
      h("input", { type: "radio", name, value, checked, onchange }),
      h("span", {}, t(`${name}_${value}`), count > 0 && h("small", {}, ` ${number(count)}`)),
    );
  });
  return h("fieldset.segmented.box", {}, h("legend.visually-hidden", {}, t(name)), ...buttons);
}
