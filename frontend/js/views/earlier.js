/** Earlier results of the same link, each with a comparison. */

import { earlier } from "../api-later.js";
import { h, join } from "../dom.js";
import { ago, languageName, t } from "../messages.js";

/** @param {Result} result */
export async function earlierList({ key, url }) {
  const others = (await earlier(url ?? "", key)).filter((other) => other.key !== key);
  if (others.length === 0) return h("p", {}, t("noEarlier"));
  const items = others.map((other) =>
    h(
      "li",
      {},
      ...join([
        h("a", { href: `?key=${other.key}` }, ago(other.fetched_at)),
        languageName(other.language),
        t("wordsMain", { count: other.words }),
        h("a", { href: `?key=${key}&view=compare&with=${other.key}` }, t("compare")),
      ]),
    ),
  );
  return h("ul.earlier", {}, ...items);
}
