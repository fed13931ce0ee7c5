/** Under a list: how many of how many are shown, and more of them; or why there are none. */

import { byId, h, linkButton } from "../dom.js";
import { number } from "../format.js";
import { language, t } from "../messages.js";
import { SHOWN } from "../state.js";

/** @param {State} state @param {Words} list @param {Actions} actions */
export function more(state, list, { change }) {
  const locale = language();
  const shown = { shown: number(list.items.length, locale), total: number(list.total, locale) };
  const useful = SHOWN.filter((_, place) => list.total > (SHOWN[place - 1] ?? 0));
  const buttons = useful.map((count) =>
    linkButton(number(count, locale), () => change({ show: count }), {
      "aria-label": t("show", { count: number(count, locale) }),
      "aria-pressed": String(count === state.show),
      "data-focus": `show:${count}`,
    }),
  );
  return h(
    "p",
    { class: "amount" },
    useful.length > 1 &&
      h("span", { class: "steps", role: "group", "aria-label": t("bars") }, t("bars"), ...buttons),
    h("span", {}, t(state.unit === 1 ? "showing" : "showingPhrases", shown)),
  );
}

/** An empty list says why, and what would fill it. @param {State} state @param {Actions} actions */
export function nothing(state, { change }) {
  const toLanguage = () => {
    byId("more-controls").classList.add("open");
    byId("language").focus();
  };
  const ways = [
    state.q !== "" && linkButton(t("emptyFilter"), () => change({ q: "" })),
    state.scope === "main" && linkButton(t("showWholePage"), () => change({ scope: "page" })),
    state.stop === "hide" && linkButton(t("showStopWords"), () => change({ stop: "show" })),
    linkButton(t("otherLanguage"), toLanguage),
  ].filter((way) => way !== false);
  return h(
    "div",
    { class: "nothing" },
    h("p", { class: "what" }, t("nothing")),
    h("p", {}, t(state.q ? "nothingFiltered" : state.stop === "hide" ? "nothingHidden" : "nothingThere")),
    h("p", { class: "ways-on" }, ...ways.flatMap((way, place) => (place ? [" · ", way] : [way]))),
  );
}
