/** Changes of what a result shows: the next list is put in the place of the last one, and keys move between the tabs. */

import { announce, byId } from "../dom.js";
import { t } from "../messages.js";
import { facts } from "./facts.js";
import { fetchList, render } from "./result.js";
import { classMenu } from "./settings.js";

/** Milliseconds before a list that is being replaced is greyed out. */
const BUSY_AFTER = 300;

/**
 * @param {Omit<ResultModel, "list">} change
 * @param {WordList | null} sameList the list on screen, if it stays
 * @param {() => boolean} isCurrent whether the state has not changed again
 */
export async function update(change, sameList, isCurrent) {
  const list = sameList ?? (await markBusy(fetchList(change.result, change.state)));
  if (!isCurrent()) return;
  const model = { ...change, list };
  byId("facts").replaceChildren(...facts(model));
  showSettings(model);
  // Not what was true before.
  announce("");
  await render(model, keepFocus);
  if (!sameList && !/^(text|compare)$/.test(model.state.view)) announce(t("listed", { count: list.total }));
}

/** Show a state that was changed elsewhere. @param {ResultModel} model */
export function showSettings(model) {
  const { state } = model;
  const classes = byId("classes");
  // A list tells which classes there are; the comparison has none.
  if (!classes.hasChildNodes()) classes.append(...classMenu(model));
  const menu = classes.querySelector("select");
  if (menu) {
    menu.value = state.class;
    menu.hidden = state.unit > 1;
  }
  const inputs = [byId("settings"), byId("options")].flatMap((place) => [...place.querySelectorAll("input")]);
  for (const input of inputs) {
    const value = String(Reflect.get(state, input.name));
    if (/^(radio|checkbox)$/.test(input.type)) input.checked = input.value === value;
    else if (input !== document.activeElement)
      input.value = input.name === "q" ? value : value.replaceAll(",", ", ");
    // Only phrases can be sorted by likelihood.
    if (input.name === "sort" && input.type === "checkbox")
      input.closest("label")?.toggleAttribute("hidden", state.unit === 1);
  }
}

/** Moves between the tabs. @param {readonly string[]} views */
export const tabKeys = (views) => (/** @type {KeyboardEvent} */ event) => {
  const current = views.findIndex((view) => byId(`tab-${view}`) === document.activeElement);
  const last = views.length - 1;
  const to = { ArrowRight: current + 1, ArrowLeft: current + last, Home: 0, End: last }[event.key];
  const next = to !== undefined && views[to % views.length];
  if (!next) return;
  event.preventDefault();
  byId(`tab-${next}`).focus();
  byId(`tab-${next}`).click();
};

/** Grey out the list on screen while the next one takes long. @param {Promise<WordList>} list */
function markBusy(list) {
  const place = byId("list");
  const timer = setTimeout(() => place.setAttribute("aria-busy", "true"), BUSY_AFTER);
  return list.finally(() => {
    clearTimeout(timer);
    place.removeAttribute("aria-busy");
  });
}

/** Focus in the next list what had the focus in the last one. @param {HTMLElement} place @param {() => void} replace */
function keepFocus(place, replace) {
  const focused = focusedIn(place);
  replace();
  if (focused === null) return;
  const target = place.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
  (target instanceof HTMLElement ? target : place).focus({ preventScroll: true });
}

/** The data-focus of the element to focus after a render; null if the focus is elsewhere. @param {HTMLElement} place */
function focusedIn(place) {
  const active = document.activeElement;
  const panel = active?.closest(".word");
  if (panel) return `word:${panel.getAttribute("data-word")}`;
  return place.contains(active) ? (active?.getAttribute("data-focus") ?? "") : null;
}
