/** One line of facts on a result: where it is from, its language, how much there is of it. */

import { h } from "../dom.js";
import { ago, languageName, minutes, number, site } from "../format.js";
import { language, t } from "../messages.js";

/** A title for a result, always. @param {Result} result */
export function titleOf(result) {
  return result.title || (result.url ? site(result.url) : t("untitled"));
}

/** @param {Result} result @param {State} state */
export function facts(result, state) {
  const { main, page, main_found: found } = result.totals;
  const locale = language();
  const when = ago(result.fetched_at, Date.now(), locale);
  const shown = state.scope === "main" ? main : page;
  const amount =
    state.scope === "page" || !found ? t("onPage") : t("inMain", { page: number(page.words, locale) });
  const parts = [
    source(result),
    languageName(result.language, locale) + (result.approximate ? ` (${t("approximate")})` : ""),
    t(result.url ? "fetched" : "counted", { when }),
    h("span", {}, h("strong", {}, t("wordsMain", { count: number(shown.words, locale) })), amount),
    found ? "" : t("noMain"),
    t("minutes", { count: number(minutes(shown.reading_seconds), locale) }),
  ].filter((part) => part !== "");
  return h("p", { class: "facts" }, ...parts.flatMap((part, place) => (place ? [" · ", part] : [part])));
}

/** @param {Result} result */
function source(result) {
  const url = result.final_url ?? result.url;
  return url ? h("a", { href: url, rel: "noreferrer" }, site(url)) : t("pastedText");
}
