/** Comparison: what each of two results uses more than the other, with bars on both sides. */

import { comparison, earlier, Problem, submit } from "../api.js";
import { announce, h, linkButton } from "../dom.js";
import { ago, number, share, t, titleOf } from "../messages.js";
import { waitForJob } from "../poll.js";
import { recentResults } from "../storage.js";
import { bar } from "./chart.js";
import { messageKey } from "./problem.js";

/** Maximum number of results that are offered. */
const MAX_OFFERS = 6;

/** @param {ResultModel} model */
export function compareView({ result, state, actions }) {
  const output = h("div", {});
  const choose = (/** @type {string} */ key) => actions.change({ with: key });
  const offers = h("div.compare-offers", {});
  const view = h("div.compare", {}, linkForm(output, choose), offers, output);
  if (state.with) load(output, state);
  showOffers(offers, result, state.with, choose);
  return view;
}

/** @param {HTMLElement} output @param {(key: string) => void} choose */
function linkForm(output, choose) {
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
    showStatus(output, t("comparing"));
    try {
      const { key } = await submit({ url });
      await waitForJob(key, {});
      choose(key);
    } catch (error) {
      showError(output, error);
    }
  };
  const button = h("button.primary", { type: "submit" }, t("compare"));
  return h("form.link-form.box", { novalidate: true, onsubmit }, field, button);
}

/** @param {HTMLElement} output @param {string} text */
function showStatus(output, text) {
  output.replaceChildren(h("p.muted", {}, text));
  announce(text);
}

/** @param {HTMLElement} output @param {unknown} error */
function showError(output, error) {
  const { code, status } = error instanceof Problem ? error : new Problem("internal");
  output.replaceChildren(h("p.notice", { role: "alert" }, t(messageKey(code), { status })));
}

/**
 * Offer earlier results of the same link and recent results of this browser.
 * @param {HTMLElement} place
 * @param {Result} result
 * @param {string} chosen
 * @param {(key: string) => void} choose
 */
async function showOffers(place, result, chosen, choose) {
  const older = result.url ? await earlier(result.url, result.key).catch(() => []) : [];
  /** @type {Record<string, string>} */
  const titles = {};
  for (const recent of recentResults()) titles[recent.key] = recent.title;
  for (const one of older) titles[one.key] ??= t("earlierOf", { when: ago(one.fetched_at) });
  delete titles[result.key];
  const keys = Object.keys(titles).slice(0, MAX_OFFERS);
  if (keys.length === 0) return;
  const items = keys.map((key) => {
    const attributes = { "aria-pressed": String(key === chosen), "data-focus": `with:${key}`, dir: "auto" };
    const button = linkButton(titles[key] ?? "", () => choose(key), attributes);
    return h("li", {}, button);
  });
  place.replaceChildren(h("h2", {}, t("compareOffers")), h("ul", {}, ...items));
}

/** @param {HTMLElement} output @param {State} state */
async function load(output, state) {
  showStatus(output, t("comparing"));
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
      // The other result is still being counted.
      await waitForJob(state.with, {});
      found = await comparison(query);
    }
    const { left, right } = found;
    if (left.items.length + right.items.length === 0) return showStatus(output, t("sameWords"));
    const title = t("compared", { left: titleOf(left), right: titleOf(right) });
    output.replaceChildren(table(left, right, title));
    announce(title);
  } catch (error) {
    showError(output, error);
  }
}

/** @param {ComparedResult} left @param {ComparedResult} right @param {string} title */
function table(left, right, title) {
  const shares = [...left.items, ...right.items].flatMap((item) => [item.left_share, item.right_share]);
  const largest = Math.max(...shares, 1e-9);
  const groups = [left, right]
    .filter((side) => side.items.length > 0)
    .map((side) => {
      const head = h("th", { colspan: 3, scope: "rowgroup" }, t("moreIn", { title: titleOf(side) }));
      return h("tbody", {}, h("tr", {}, head), ...side.items.map((item) => row(item, largest)));
    });
  const heads = [titleOf(left), t("word"), titleOf(right)];
  return h(
    "table.compare-table",
    {},
    h("caption.visually-hidden", {}, title),
    h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, h("bdi", {}, text))))),
    ...groups,
  );
}

/** @param {ComparedWord} item @param {number} largest the largest share of all rows */
function row(item, largest) {
  const side = (/** @type {number} */ count, /** @type {number} */ proportion) => {
    const content = [h("span.count", {}, number(count)), bar(0, proportion / largest)];
    return h("td", { title: share(proportion) }, h("span.compare-side", {}, ...content));
  };
  return h(
    "tr",
    {},
    side(item.left_count, item.left_share),
    h("th", { scope: "row" }, h("bdi", {}, item.word)),
    side(item.right_count, item.right_share),
  );
}
