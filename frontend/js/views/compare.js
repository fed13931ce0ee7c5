/** Comparing: what each of two results uses more, with bars to both sides. */

import { comparison, earlier, Failure, submit } from "../api.js";
import { announce, h, linkButton } from "../dom.js";
import { recent } from "../history.js";
import { ago, number, share, t, titleOf } from "../messages.js";
import { finished } from "../poll.js";
import { bar } from "./lists.js";
import { keyOf } from "./waiting.js";

/** Results that are offered at most. */
const OFFERS = 6;

/** @param {Shown} shown */
export function compareView({ result, state, actions }) {
  const found = h("div", {});
  const choose = (/** @type {string} */ key) => actions.change({ with: key });
  const offers = h("div.offers", {});
  const view = h("div.compare", {}, asking(found, choose), offers, found);
  if (state.with) draw(found, state);
  offer(offers, result, state.with, choose);
  return view;
}

/** @param {HTMLElement} found @param {(key: string) => void} choose */
function asking(found, choose) {
  const field = h("input", {
    type: "text",
    inputmode: "url",
    autocapitalize: "off",
    spellcheck: "false",
    placeholder: "https://",
    "aria-label": t("compareLabel"),
    "data-focus": "compare",
  });
  const onsubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const url = field.value.trim();
    if (!url) return field.focus();
    say(found, t("comparing"));
    try {
      const { key } = await submit({ url });
      await finished(key, {});
      choose(key);
    } catch (error) {
      explain(found, error);
    }
  };
  const button = h("button.main", { type: "submit" }, t("compare"));
  return h("form.ask", { novalidate: true, onsubmit }, field, button);
}

/** @param {HTMLElement} place @param {string} text */
function say(place, text) {
  place.replaceChildren(h("p.soft", {}, text));
  announce(text);
}

/** @param {HTMLElement} place @param {unknown} error */
function explain(place, error) {
  const { code, status } = error instanceof Failure ? error : new Failure("internal");
  place.replaceChildren(h("p.what", { role: "alert" }, t(keyOf(code), { status })));
}

/**
 * Earlier results of the same link, and what was seen in this browser.
 * @param {HTMLElement} place
 * @param {Result} result
 * @param {string} chosen
 * @param {(key: string) => void} choose
 */
async function offer(place, result, chosen, choose) {
  const old = result.url ? await earlier(result.url).catch(() => []) : [];
  /** @type {Record<string, string>} */
  const titles = {};
  for (const one of recent()) titles[one.key] = one.title;
  for (const one of old) titles[one.key] ??= t("earlierOf", { when: ago(one.fetched_at) });
  delete titles[result.key];
  const keys = Object.keys(titles).slice(0, OFFERS);
  if (keys.length === 0) return;
  const items = keys.map((key) => {
    const attributes = { "aria-pressed": String(key === chosen), "data-focus": `with:${key}`, dir: "auto" };
    return h(
      "li",
      {},
      linkButton(titles[key] ?? "", () => choose(key), attributes),
    );
  });
  place.replaceChildren(h("h2", {}, t("compareOffers")), h("ul", {}, ...items));
}

/** @param {HTMLElement} place @param {State} state */
async function draw(place, state) {
  say(place, t("comparing"));
  const query = {
    left: state.key,
    right: state.with,
    scope: state.scope,
    group: state.group,
    stop_words: state.stop,
    limit: String(state.show),
  };
  try {
    let found = await comparison(query);
    if (!found.left) {
      await finished(state.with, {});
      found = await comparison(query);
    }
    const { left, right } = found;
    if (left.items.length + right.items.length === 0) return say(place, t("sameWords"));
    const title = t("compared", { left: titleOf(left), right: titleOf(right) });
    place.replaceChildren(table(left, right, title));
    announce(title);
  } catch (error) {
    explain(place, error);
  }
}

/** @param {Side} left @param {Side} right @param {string} title */
function table(left, right, title) {
  const shares = [...left.items, ...right.items].flatMap((item) => [item.left_share, item.right_share]);
  const most = Math.max(...shares, 1e-9);
  const parts = [left, right]
    .filter((side) => side.items.length > 0)
    .map((side) => {
      const head = h("th", { colspan: 3, scope: "rowgroup" }, t("moreIn", { title: titleOf(side) }));
      return h("tbody", {}, h("tr.part", {}, head), ...side.items.map((item) => row(item, most)));
    });
  const heads = [titleOf(left), t("word"), titleOf(right)];
  return h(
    "table.sides",
    {},
    h("caption.unseen", {}, title),
    h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, h("bdi", {}, text))))),
    ...parts,
  );
}

/** @param {Compared} item @param {number} most the largest share */
function row(item, most) {
  const side = (/** @type {number} */ count, /** @type {number} */ part) => {
    const line = h("span.side", {}, h("span.count", {}, number(count)), bar(0, part / most));
    return h("td", { title: share(part) }, line);
  };
  return h(
    "tr",
    {},
    side(item.left_count, item.left_share),
    h("th", { scope: "row" }, h("bdi", {}, item.word)),
    side(item.right_count, item.right_share),
  );
}
