/** A collection: several pages looked at together, at `/?set=<key>`. Shown once its pages have been counted. */

import { call, Problem } from "../api.js";
import { byId, h, urlField } from "../dom.js";
import { pollUntilDone } from "../poll.js";
import { remember } from "../storage.js";
import { memberList } from "./collection-parts.js";
import { submitCollection } from "./collection-send.js";
import { pathOf, Shown, titleOf, urlsOf } from "./collection-shown.js";

/**
 * Show a collection in the place of a result, once its pages have been counted.
 * @param {string} key
 * @param {AbortSignal} signal ends it
 * @param {CollectionPage} page what the controller lends
 */
export async function collectionView(key, signal, page) {
  await page.resultView();
  const found = await whenEnded(key, signal, page);
  if (found.error) {
    const urls = urlsOf(found);
    const again = () => submitCollection(urls, found.title);
    // Each with why it failed; and in the field, to be mended.
    showMembers(found, page);
    urlField().value = urls.join(" ");
    return page.fail(new Problem(found.error.code), again);
  }
  const { body: result } = await call(`results/${encodeURIComponent(key)}`, { signal });
  if (signal.aborted) return;
  const shown = new Shown(found, result, signal, page);
  await shown.show();
  remember({
    key,
    title: shown.title,
    words: result.words.slice(0, 3).map((/** @type {Word} */ one) => one.word),
    set: true,
    token: history.state?.token,
  });
}

/** @param {Collection} collection @param {CollectionPage} page */
function showMembers(collection, page) {
  page.setTitle(() => titleOf(collection));
  page.showLayout(false);
  const title = h("h1", { tabindex: -1, id: "title" }, h("bdi", {}, titleOf(collection)));
  byId("result").replaceChildren(title, memberList(collection));
  byId("result").hidden = false;
  page.reveal();
}

/** Show the progress of each page until all have ended. @param {string} key @param {AbortSignal} signal @param {CollectionPage} page */
async function whenEnded(key, signal, page) {
  const poll = async () => {
    const { body, retryAfter } = await call(pathOf(key), { signal });
    return { job: body, done: /^(finished|failed)$/.test(body.status), retryAfter };
  };
  /** @type {unknown} */
  let ended = null;
  // Twenty slow pages may take longer than one is waited for.
  while (!ended)
    ended = await pollUntilDone(poll, {
      signal,
      onPoll: (job) => showMembers(/** @type {any} */ (job), page),
    });
  return /** @type {Collection} */ (ended);
}
