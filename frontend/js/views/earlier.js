/** Earlier results of a link. */

import { earlier } from "../api.js";
import { h } from "../dom.js";
import { ago, languageName, number } from "../format.js";
import { language, t } from "../messages.js";

/**
 * A list of the other results of a result's link; a message where there are none.
 * @param {Result} result
 */
export async function earlierList(result) {
  const found = (result.url ? await earlier(result.url) : []).filter((one) => one.key !== result.key);
  if (found.length === 0) return h("p", {}, t("noEarlier"));
  const locale = language();
  return h(
    "ul",
    {},
    ...found.map((one) =>
      h(
        "li",
        {},
        h("a", { href: `?key=${one.key}` }, ago(one.fetched_at, Date.now(), locale)),
        ` · ${languageName(one.language, locale)} · ${t("wordsMain", { count: number(one.words, locale) })} · `,
        h("a", { href: `?key=${result.key}&view=compare&with=${one.key}` }, t("compareWith")),
      ),
    ),
  );
}
