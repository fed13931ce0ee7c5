/** Comparison: another result is chosen or counted, and its words are shown beside this one's. */

import { Problem, submit } from "../api.js";
import { comparison, earlier } from "../api-later.js";
import { announce, h, linkButton } from "../dom.js";
import { findLinks } from "../links.js";
import { ago, t, titleOf } from "../messages.js";
import { waitForJob } from "../poll.js";
import { compareQuery } from "../state-later.js";
import { recentResults } from "../storage.js";
import { compared } from "./compared.js";
import { messageKey } from "./problem.js";
import { showProgress } from "./progress.js";
import { exactCode, waysOf } from "./reasons.js";

/** Maximum number of results that are offered. */
const MAX_OFFERS = 6;

/**
 * A page that is being counted to be compared with the result `left`. It outlives the view, which is drawn anew
 * whenever a setting changes, and never becomes part of another result.
 * @typedef {{ left: string, url: string, place: HTMLElement, control: AbortController, found?: string }} Waiting
 */

/** @type {Waiting | null} */
let waiting = null;

/** The comparison on screen, by what was asked. @type {{ query: string, found: Comparison } | null} */
let shown = null;

/** @param {ResultModel} model */
export function compareView(model) {
  const { result, state, actions } = model;
  if (waiting && waiting.left !== result.key) stop();
  const output = h("div", {});
  const offers = h("div.compare-offers", {});
  const view = h("div.compare", {}, linkForm(model, output), offers, output);
  showOffers(offers, result, state.with, (key) => {
    stop();
    actions.change({ with: key });
  });
  if (waiting?.found) adopt(model, waiting.found);
  else if (waiting) output.append(waiting.place);
  else if (state.with) load(output, model);
  return view;
}

function stop() {
  waiting?.control.abort();
  waiting = null;
}

/** @param {ResultModel} model @param {string} key */
function adopt({ actions }, key) {
  waiting = null;
  actions.change({ with: key });
}

/** @param {ResultModel} model @param {HTMLElement} output */
function linkForm(model, output) {
  const field = h("input", {
    type: "text",
    inputmode: "url",
    autocapitalize: "off",
    spellcheck: "false",
    placeholder: t("compareLabel"),
    value: waiting?.url,
    "aria-label": t("compareLabel"),
    "data-focus": "compare",
  });
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const text = field.value.trim();
    const url = findLinks(text).links[0] ?? text;
    field.value = url;
    if (url) count(model, url, output);
    else field.focus();
  };
  const button = h("button.primary", { type: "submit" }, t("compare"));
  return h("form.link-form.box", { novalidate: true, onsubmit }, field, button);
}

/**
 * Count a page, and compare with it if the reader is still at this result.
 * @param {ResultModel} model
 * @param {string} url
 * @param {HTMLElement} output
 * @param {boolean} [fresh] after it failed
 */
async function count(model, url, output, fresh = false) {
  stop();
  const left = model.result.key;
  const mine = { left, url, place: h("div", {}), control: new AbortController() };
  waiting = mine;
  output.replaceChildren(mine.place);
  announce(t("comparing"));
  try {
    const key = await showWaiting(mine.place, mine.control, async (onPoll, signal) => {
      const job = await submit({ url, fresh }, signal);
      onPoll(job);
      await waitForJob(job.key, { signal, onPoll });
      return job.key;
    });
    if (waiting !== mine) return;
    // In another view of the result the comparison waits for its own.
    if (mine.place.isConnected) adopt(model, key);
    else Object.assign(mine, { found: key });
  } catch (error) {
    if (waiting !== mine) return;
    // The view drawn anew shows why it failed, until the reader chooses again.
    if (!mine.control.signal.aborted)
      return showError(mine.place, error, () => count(model, url, output, true), url);
    waiting = null;
    announce(t("compareStopped"));
  }
}

/**
 * Show the stages of a job, with a way to stop waiting.
 * @template Value
 * @param {HTMLElement} place
 * @param {AbortController} control
 * @param {(onPoll: (job: Job) => void, signal: AbortSignal) => Promise<Value>} work
 */
async function showWaiting(place, control, work) {
  const inside = h("div.progress", {});
  place.replaceChildren(inside);
  const progress = showProgress(() => control.abort(), inside);
  try {
    return await work((job) => progress.update(job), control.signal);
  } finally {
    progress.remove();
    inside.remove();
  }
}

/** @param {HTMLElement} output @param {unknown} error @param {() => void} retry @param {string} [url] of the page that failed */
function showError(output, error, retry, url = "") {
  announce("");
  const { code, status = 0, format = "" } = error instanceof Problem ? error : new Problem("internal");
  const exact = exactCode(code, status, url);
  const { limit = "", retry: again } = waysOf(exact, url);
  const named = url ? [h("bdi", {}, url), h("br", {})] : [];
  const notice = h("p.notice", { role: "alert" }, ...named, t(messageKey(exact), { status, format, limit }));
  output.replaceChildren(notice, again ? h("p", {}, linkButton(t(again), retry)) : "");
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
  for (const { key, title, fetched_at, words } of older) {
    const name = titleOf({ title, url: result.url });
    const label = t("earlierOf", { title: name, when: ago(fetched_at), count: words });
    // Of counts that nothing tells apart one is enough, the newest.
    if (!Object.values(titles).includes(label)) titles[key] ??= label;
  }
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

/** @param {HTMLElement} output @param {ResultModel} model */
async function load(output, model) {
  const query = compareQuery(model.state).toString();
  if (shown?.query === query) return void output.replaceChildren(...compared(model, shown.found));
  output.replaceChildren(h("p.muted", {}, t("comparing")));
  announce(t("comparing"));
  const control = new AbortController();
  try {
    let found = await comparison(query);
    if (!("left" in found)) {
      // The other result is still being counted.
      await showWaiting(output, control, async (onPoll, signal) => {
        await waitForJob(model.state.with, { signal, onPoll });
      });
      found = await comparison(query);
    }
    if (!output.isConnected || !("left" in found)) return;
    shown = { query, found };
    output.replaceChildren(...compared(model, found));
    announce(t("compared", { left: titleOf(found.left), right: titleOf(found.right) }));
  } catch (error) {
    if (control.signal.aborted) return model.actions.change({ with: "" });
    // The job of the other page says more.
    const why = await waitForJob(model.state.with, {}).then(
      () => error,
      (reason) => reason,
    );
    const url = why.jobFailed && why.url;
    showError(output, why, () => (url ? count(model, url, output, true) : load(output, model)), url || "");
  }
}
