/** An empty word list: why it is empty, and which settings would fill it. */

import { byId, h, join, linkButton } from "../dom.js";
import { t } from "../messages.js";
import { loadOptions } from "./settings.js";

/** @param {ResultModel} model */
export function emptyList({ result, state, actions: { change, fail } }) {
  const openLanguages = async () => {
    (await loadOptions()).toggleOptions(true);
    byId("language").focus();
  };
  const reason = state.q ? "nothingFiltered" : state.stop === "hide" ? "nothingHidden" : "nothingThere";
  const ways = [
    state.q !== "" && linkButton(t("emptyFilter"), () => change({ q: "" })),
    state.scope === "main" &&
      result.totals.main.words !== result.totals.page.words &&
      linkButton(t("showWholePage"), () => change({ scope: "page" })),
    state.stop === "hide" && linkButton(t("showStopWords"), () => change({ stop: "show" })),
    result.source !== "collection" && linkButton(t("otherLanguage"), () => openLanguages().catch(fail)),
  ];
  return h(
    "div.empty",
    {},
    h("p.notice", {}, t("nothing")),
    h("p", {}, t(reason)),
    h("p.empty-ways", {}, ...join(ways)),
  );
}
