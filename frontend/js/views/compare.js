/** Comparing: what each of two results uses more, with bars to both sides. */

import { comparison, earlier, Failure, look, submit } from "../api.js";
import { announce, h, linkButton } from "../dom.js";
import { ago, number, share, site } from "../format.js";
import { recent } from "../history.js";
import { has, language, t } from "../messages.js";
import { untilEnded } from "../poll.js";
import { bar } from "./chart.js";

/** Results that are offered at most. */
const OFFERS = 6;

/** @param {Result} result @param {State} state @param {{ change: Change }} actions */
export function compareView(result, state, { change }) {
  const found = h("div", { "aria-busy": "false" });
  const choose = (/** @type {string} */ key) => change({ with: key });
  const offers = h("div", { class: "offers" });
  const view = h("div", { class: "compare" }, asking(found, choose), offers, found);
  if (state.with) draw(found, state);
  offer(offers, result, state.with, choose);
  return view;
}

/** The field for a second link. @param {HTMLElement} found @param {(key: string) => void} choose */
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
  const form = h(
    "form",
    { class: "ask", novalidate: true },
    field,
    h("button", { type: "submit", class: "main" }, t("compareSubmit")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const url = field.value.trim();
    if (!url) return field.focus();
    say(found, t("comparing"));
    try {
      const { signal } = new AbortController();
      const { key } = await submit({ url }, signal);
      await ended(key);
      choose(key);
    } catch (error) {
      explain(found, error);
    }
  });
  return form;
}

/** Wait for a job; rejects where it has failed. @param {string} key */
async function ended(key) {
  const { signal } = new AbortController();
  const job = await untilEnded(() => look(key, signal), { signal, onLook: () => {}, onLost: () => {} });
  if (!job) throw new Failure("timeout");
  if (job.error) throw new Failure(job.error.code, { status: job.error.status ?? 0 });
}

/** @param {HTMLElement} place @param {string} text */
function say(place, text) {
  place.replaceChildren(h("p", { class: "soft" }, text));
  announce(text);
}

/** @param {HTMLElement} place @param {unknown} error */
function explain(place, error) {
  const failure = error instanceof Failure ? error : new Failure("internal");
  const code = has(`problem_${failure.code}`) ? failure.code : "internal";
  const text = t(`problem_${code}`, { status: failure.status });
  place.replaceChildren(h("p", { class: "what", role: "alert" }, text));
}

/**
 * What there is to compare with: earlier results of the same link, and what was seen in this browser.
 * @param {HTMLElement} place
 * @param {Result} result
 * @param {string} chosen
 * @param {(key: string) => void} choose
 */
async function offer(place, result, chosen, choose) {
  const old = result.url ? await earlier(result.url).catch(() => []) : [];
  const now = Date.now();
  const all = [
    ...recent().map(({ key, title }) => ({ key, title })),
    ...old.map((one) => ({
      key: one.key,
      title: t("earlierOf", { when: ago(one.fetched_at, now, language()) }),
    })),
  ];
  const others = all.filter(
    (one, at) => one.key !== result.key && all.findIndex(({ key }) => key === one.key) === at,
  );
  if (others.length === 0) return;
  const items = others.slice(0, OFFERS).map((one) =>
    h(
      "li",
      {},
      linkButton(one.title, () => choose(one.key), {
        "aria-pressed": String(one.key === chosen),
        "data-focus": `with:${one.key}`,
        dir: "auto",
      }),
    ),
  );
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
      await ended(state.with);
      found = await comparison(query);
    }
    if (found.left.items.length + found.right.items.length === 0) return say(place, t("sameWords"));
    place.replaceChildren(table(found.left, found.right));
    announce(t("compared", { left: nameOf(found.left), right: nameOf(found.right) }));
  } catch (error) {
    explain(place, error);
  }
}

/** @param {Side} side */
function nameOf(side) {
  return side.title || (side.url ? site(side.url) : t("untitled"));
}

/** @param {Side} left @param {Side} right */
function table(left, right) {
  const all = [...left.items, ...right.items];
  const most = Math.max(...all.flatMap((item) => [item.left_share, item.right_share]), 1e-9);
  const part = (/** @type {Side} */ side, /** @type {string} */ name) =>
    side.items.length > 0 && [
      h("tr", { class: "part" }, h("th", { colspan: 3, scope: "rowgroup" }, t("moreIn", { title: name }))),
      ...side.items.map((item) => row(item, most)),
    ];
  const groups = [part(left, nameOf(left)), part(right, nameOf(right))].filter((group) => group !== false);
  const heads = [nameOf(left), t("word"), nameOf(right)].map((text) =>
    h("th", { scope: "col" }, h("bdi", {}, text)),
  );
  return h(
    "table",
    { class: "sides" },
    h("caption", { class: "unseen" }, t("compared", { left: nameOf(left), right: nameOf(right) })),
    h("thead", {}, h("tr", {}, ...heads)),
    ...groups.map((rows) => h("tbody", {}, ...rows)),
  );
}

/** @param {Compared} item @param {number} most the largest share */
function row(item, most) {
  const side = (/** @type {number} */ count, /** @type {number} */ part) =>
    h(
      "td",
      { title: share(part, language()) },
      h(
        "span",
        { class: "side" },
        h("span", { class: "count" }, number(count, language())),
        bar(0, part / most),
      ),
    );
  return h(
    "tr",
    {},
    side(item.left_count, item.left_share),
    h("th", { scope: "row" }, h("bdi", {}, item.word)),
    side(item.right_count, item.right_share),
  );
}
