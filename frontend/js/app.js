/** The controller: submits jobs, waits for them, shows results, and keeps the address bar up to date. */

import { Problem, result, submit } from "./api.js";
import { announce, byId, urlField } from "./dom.js";
import { forgive, loadLaterView, loadView, needsReload } from "./loader.js";
import { t, titleOf } from "./messages.js";
import { FIRST_DELAY, waitForJob } from "./poll.js";
import { DEFAULTS, fromQuery, toQuery } from "./state.js";
import { remember } from "./storage.js";
import { clearProblem, showProblem } from "./views/problem.js";
import { showProgress } from "./views/progress.js";

let state = { ...DEFAULTS };
/** @type {Result | null} */
let shownResult = null;
/** @type {Submission | null} */
let lastSubmission = null;
/** What else its result is opened with. @type {More} */
let lastMore = async () => ({});
/** Aborts whatever is being waited for. */
let pending = new AbortController();

const resultView = () => loadView(() => import("./views/result.js"), "result", "chart");
const homeView = () => loadLaterView(() => import("./views/home.js"), "home");
const offerView = () => loadLaterView(() => import("./views/offer.js"), "offer");
const writeView = () => loadLaterView(() => import("./views/write.js"), "write");
const showView = () => loadLaterView(() => import("./views/show.js"), "show");

/** A line below the link field, such as what was mended in a link. @param {(Node | string)[]} content */
export const note = (...content) => byId("note").replaceChildren(...content);

/** Do something for a press, and say so if it fails. @param {() => Promise<unknown>} task */
export function attempt(task) {
  task().catch((error) => fail(error, () => attempt(task)));
}

/** Put a link into the field, but not over what is being typed. @param {string} url */
function showLink(url) {
  const field = urlField();
  const isTyped = field === document.activeElement && field.value !== shownLink;
  if (!isTyped) field.value = url;
  shownLink = url;
}
let shownLink = "";

let markReady = () => {};
/** Resolves when there is something to see. @type {Promise<void>} */
export const ready = new Promise((resolve) => {
  markReady = resolve;
});

/** There is something to see. */
function reveal() {
  document.body.classList.add("ready");
  markReady();
}

/** The document's title in the current language. */
let titleText = () => "";

function setTitle(text = () => "") {
  titleText = text;
  document.title = (text() && `${text()} – `) + t("name");
}

const setWaitingTitle = () => setTitle(() => t("waitingTitle"));

/** Switch between the start page and a result. @param {boolean} start */
function showLayout(start, extras = start) {
  document.body.classList.toggle("start", start);
  byId("result").hidden = true;
  byId("home").hidden = !extras;
  byId("home").replaceChildren();
  document.querySelector(".show")?.remove();
  // Below what is asked for: whoever is offline has the form all the same.
  if (extras) homeView().then(({ showHome }) => showHome(), forgive);
}

function restart() {
  pending.abort();
  pending = new AbortController();
  clearProblem();
  return pending.signal;
}

/** @param {Task} task */
async function withProgress(task) {
  const signal = restart();
  shownResult = null;
  showLayout(true, false);
  const progress = showProgress(stopWaiting);
  try {
    await task(signal, progress);
  } catch (error) {
    if (!signal.aborted) fail(error);
  } finally {
    progress.remove();
  }
}

/**
 * Submit a job, then show its result.
 * @param {Submission} submission
 * @param {More} [more] what else the result is opened with, asked once the job is accepted
 */
export async function submitJob(submission, more = async () => ({})) {
  const isRunning = !byId("progress").hidden;
  if (isRunning && !submission.file && JSON.stringify(lastSubmission) === JSON.stringify(submission)) return;
  [lastSubmission, lastMore] = [submission, more];
  shownLink = urlField().value;
  state = { ...DEFAULTS };
  await withProgress(async (signal, progress) => {
    reveal();
    setWaitingTitle();
    announce(t("waitingTitle"));
    const job = await submit(submission, signal);
    state = { ...state, key: job.key, ...(await more(signal)) };
    const update = sharedText() === undefined ? "pushState" : "replaceState";
    history[update]({ token: job.token }, "", toQuery(state));
    byId("write").hidden = true;
    await showWhenDone(job.key, signal, progress, job);
    byId("title").focus({ preventScroll: true });
    scrollTo(0, 0);
  });
}

/**
 * Wait for a job, then show its result.
 * @param {string} key
 * @param {AbortSignal} signal
 * @param {ProgressView} progress
 * @param {Job | null} [job] as the submission returned it
 */
async function showWhenDone(key, signal, progress, job = null) {
  progress.update(job);
  resultView().catch(() => {}); // load it while the job runs; a call below reports a failure
  const ask = () => {
    const head = result(key);
    const rows = resultView().then(({ fetchList }) => fetchList(head, state));
    return Promise.all([resultView(), head, rows]);
  };
  // Most opened links have a result. A job that runs answers with itself.
  let answers = job ? null : await ask().catch(() => null);
  if (!answers?.[1].totals) {
    await waitForJob(key, {
      signal,
      after: job?.status === "queued" || job?.status === "started" ? FIRST_DELAY : 0,
      onPoll(polled) {
        if (!job) urlField().value ||= polled.url ?? "";
        job = polled;
        progress.update(polled);
        setWaitingTitle();
        reveal();
      },
      onOffline() {
        progress.update(job, t("offline"));
        reveal();
      },
      onDone(done) {
        urlField().value ||= done.url ?? "";
      },
    });
    answers = await ask();
  }
  const [{ showResult }, found, list] = answers;
  if (signal.aborted) return;
  shownResult = found;
  showLink(found.url ?? "");
  showLayout(false);
  const title = titleOf(found);
  setTitle(() => titleOf(found));
  await showResult({ result: found, state, list, title, actions });
  progress.remove();
  reveal();
  const words = found.words.slice(0, 3).map(({ word }) => word);
  remember({ key, title, words, set: isSet(found), token: history.state?.token });
  showOwn(found);
}

/** What a bookmark, another program or an early press hands over: a link, or a text that may have one. */
function sharedText() {
  const query = new URLSearchParams(location.search);
  return (query.get("url") || query.get("text") || query.get("title") || query.get("url"))?.trim();
}

/** Count what stands in the link field, whatever it is. @param {string} text */
export function submitPasted(text, submitted = true) {
  note();
  document.querySelector(".offer")?.remove();
  if (!text) {
    showProblem("empty", {});
    return urlField().focus();
  }
  if (submitted && /^https?:\/\/[^\s"'<>()[\]]*[\w/]$/i.test(text)) submitJob({ url: text });
  else attempt(async () => (await offerView()).takePasted(text, submitted));
}

/** @param {Result} result */
const isSet = ({ source }) => source === "collection";

/** What stands beside a result: a text or a file belongs to whoever sent it. @param {Result} result */
function showOwn(result) {
  const shown = () => ({ result, state, title: titleOf(result) });
  showView().then(({ showTools }) => shownResult === result && showTools(shown), fail);
  if (result.url === null && !isSet(result)) writeView().then(({ ownText }) => ownText(result), fail);
}

/** Show what the address bar says. */
export async function openFromUrl() {
  const set = collectionKey();
  if (set) return openCollection(set);
  const shared = sharedText();
  const before = state;
  restart();
  note();
  state = fromQuery(location.search);
  if (!state.key) {
    shownResult = null;
    showLayout(true);
    setTitle();
    reveal();
    if (shared === undefined) return;
    urlField().value = shared;
    submitPasted(shared);
  } else if (shownResult?.key === state.key) {
    showOwn(shownResult);
    await update(toQuery({ ...before, word: "" }) === toQuery({ ...state, word: "" }));
  } else {
    lastSubmission = null;
    // The field may hold another page's link.
    showLink("");
    await withProgress((signal, progress) => showWhenDone(state.key, signal, progress));
  }
}

const collectionKey = () => new URLSearchParams(location.search).get("set");

/** @param {string} key */
function openCollection(key) {
  note();
  lastSubmission = null;
  return withProgress(async (signal, progress) => {
    const view = await loadLaterView(() => import("./views/collection.js"), "collection");
    progress.remove();
    await view.collectionView(key, signal, { showLayout, setTitle, reveal, resultView, showView, fail });
  });
}

async function renderResult() {
  const found = shownResult;
  if (!found) return;
  const { signal } = pending;
  try {
    const { fetchList, showResult } = await resultView();
    const list = await fetchList(found, state);
    if (signal.aborted) return;
    await showResult({ result: found, state, list, title: titleOf(found), actions });
    showOwn(found);
  } catch (error) {
    fail(error);
  }
}

function stopWaiting() {
  pending.abort();
  const code = state.key ? "stopped" : "cancelled";
  showProblem(code, { retry: state.key ? openFromUrl : retry });
  setTitle();
  urlField().focus();
}

function retry() {
  if (lastSubmission) submitJob(lastSubmission, lastMore);
  else openFromUrl();
}

/** Fetch the page again after its job has failed. */
function retryFresh() {
  const url = urlField().value.trim();
  if (lastSubmission) submitJob({ ...lastSubmission, fresh: true }, lastMore);
  else if (url) submitJob({ url, fresh: true });
  else openFromUrl();
}

/** @param {unknown} error */
function fail(error, onRetry = retry) {
  // A module that cannot be loaded fails with a TypeError.
  const other = new Problem(!navigator.onLine || error instanceof TypeError ? "network" : "internal");
  const problem = error instanceof Problem ? error : other;
  const { code, jobFailed } = problem;
  if (!shownResult) setTitle(() => t("failedTitle"));
  announce("");
  reveal();
  const action = code === "slow" ? openFromUrl : jobFailed ? retryFresh : onRetry;
  const orReload = () => (needsReload() ? location.reload() : action());
  showProblem(code, { ...problem, retry: orReload, paste: openText });
}

/** Longest query string in characters: servers accept about 8 KB. */
const MAX_QUERY = 7_000;

/** The history's state while a word is open at the bottom of a narrow page: Back closes it. */
const SHEET = "word";

/** Show the changed state. @param {boolean} onlyWord that was opened or closed */
async function update(onlyWord) {
  const [found, after] = [shownResult, state];
  if (!found) return;
  try {
    const { updateResult } = await resultView();
    const model = { result: found, state: after, title: titleOf(found), actions };
    await updateResult(model, onlyWord, () => state === after);
    if (state === after) clearProblem();
  } catch (error) {
    if (state === after) fail(error, () => actions.change(after));
  }
}

/** @type {Actions} */
const actions = {
  async change(change) {
    const before = state;
    if (toQuery({ ...state, ...change }).length > MAX_QUERY) return fail(new Problem("too_many_words"));
    // A word stays open where only the view changes.
    state = { ...state, offset: 0, word: "view" in change ? state.word : "", ...change };
    const onlyWord = Object.keys(change).join() === "word";
    const isSheet = history.state === SHEET;
    if (onlyWord && !state.word && isSheet) return history.back();
    const opensSheet = onlyWord && !before.word && matchMedia("(width <= 60rem)").matches;
    history[opensSheet ? "pushState" : "replaceState"](
      opensSheet || (onlyWord && isSheet) ? SHEET : null,
      "",
      toQuery(state),
    );
    await update(onlyWord);
  },
  toggleWord: (word) => actions.change({ word: word === state.word ? "" : word }),
  rerun: () => submitJob({ url: shownResult?.url, fresh: true }),
  recount: (language) => submitJob({ from: state.key, language }),
  fail,
};

/** Open the form for a text. @param {{ text?: string, title?: string }} [given] */
export function openText(given) {
  attempt(async () => (await writeView()).openForm(given));
}

export function translateView() {
  setTitle(titleText);
  if (!byId("write").hidden) openText();
  if (!byId("home").hidden) homeView().then(({ showHome }) => showHome(), fail);
  if (collectionKey()) openFromUrl();
  renderResult();
}
