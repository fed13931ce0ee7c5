/** An empty word list: why it is empty, and which settings would fill it. */

import { byId, h, join, linkButton } from "../dom.js";
import { t } from "../messages.js";

/** @param {ResultModel} model */
export function emptyList({ state, actions: { change } }) {
  const openLanguages = () => {
    byId("more-settings").classList.add("open");
    byId("language").focus();
  };
  const reason = state.q ? "nothingFiltered" : state.stop === "hide" ? "nothingHidden" : "nothingThere";
  const ways = [
    state.q !== "" && linkButton(t("emptyFilter"), () => change({ q: "" })),
    state.scope === "main" && linkButton(t("showWholePage"), () => change({ scope: "page" })),
    state.stop === "hide" && linkButton(t("showStopWords"), () => change({ stop: "show" })),
    linkButton(t("otherLanguage"), openLanguages),
  ];
  return h(
    "div.empty",
    {},
    h("p.notice", {}, t("nothing")),
    h("p", {}, t(reason)),
    h("p.empty-ways", {}, ...join(ways)),
  );
}
