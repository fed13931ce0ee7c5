/** What to do with what was pasted, if it is not one link: several links, or a text without one. */

import { submit } from "../api.js";
import { attempt, note, openFromUrl, openText, submitJob } from "../app.js";
import { byId, h, linkButton, urlField } from "../dom.js";
import { findLinks } from "../links.js";
import { loadLaterView } from "../loader.js";
import { t } from "../messages.js";
import { DEFAULTS, fromQuery, toQuery } from "../state.js";
import { clearProblem } from "./problem.js";

/** The largest number of pages in a collection. */
const MAX_LINKS = 20;

/**
 * @param {string} text
 * @param {boolean} submitted false if it was only pasted: then nothing is counted yet
 */
export function takePasted(text, submitted) {
  const { links, mended } = findLinks(text);
  const [first] = links;
  if (first === undefined) return takeText(text, submitted);
  if (links.length > 1) return offer(links);
  urlField().value = first;
  if (!submitted) return;
  if (first !== text) note(t(mended ? "mended" : "taken", { link: first }));
  submitJob({ url: first });
}

/** @param {string} text @param {boolean} submitted */
function takeText(text, submitted) {
  // A word without a space is meant as a link: the API says what is wrong with it.
  if (submitted && !/\s/.test(text)) return submitJob({ url: text });
  urlField().value = "";
  note(t("takenAsText"));
  openText({ text });
}

/**
 * Count two pages, and show the first beside the second. If the first cannot be counted, they change places: the
 * second is shown, and beside it what is wrong with the first.
 * @param {string} first
 * @param {string} second
 */
async function compareTwo(first, second) {
  /** @type {Job | undefined} */
  let other;
  /** @type {AbortSignal | undefined} */
  let waiting;
  await submitJob({ url: first }, async (signal) => {
    waiting = signal;
    other = await submit({ url: second }, signal).catch((error) => {
      urlField().value = second;
      throw error;
    });
    return { view: "compare", with: other.key };
  });
  if (!other || waiting?.aborted || !byId("result").hidden) return;
  const { key } = fromQuery(location.search);
  history.replaceState(null, "", toQuery({ ...DEFAULTS, key: other.key, view: "compare", with: key }));
  await openFromUrl();
}

/** @param {string[]} links */
function offer(links) {
  clearProblem();
  const [first = "", second] = links;
  const all = links.slice(0, MAX_LINKS);
  const together = () =>
    attempt(async () => {
      done();
      urlField().value = "";
      const { submitCollection } = await loadLaterView(() => import("./collection-send.js"));
      submitCollection(all);
    });
  const compare = () => {
    done();
    urlField().value = first;
    compareTwo(first, second ?? "");
  };
  const alone = () => {
    done();
    urlField().value = first;
    submitJob({ url: first });
  };
  const names = all.map((link) => h("li", {}, h("bdi", {}, link)));
  const more = links.length > MAX_LINKS && h("p", {}, t("tooManyLinks", { count: MAX_LINKS }));
  const ways = [
    linkButton(t("countTogether", { count: all.length }), together),
    links.length === 2 && linkButton(t("compareTwo"), compare),
    linkButton(t("countFirst"), alone),
  ];
  const title = h("h2", { tabindex: -1 }, t("severalLinks", { count: links.length }));
  const box = h("div.offer.box", {}, title, h("ol", {}, ...names), more, h("p.offer-ways", {}, ...ways));
  byId("note").replaceChildren();
  byId("write").hidden = true;
  document.querySelector(".offer")?.remove();
  byId("ways").after(box);
  title.focus();
  const done = () => box.remove();
}
