/** The controller: submits jobs, waits for them, shows results, and keeps the address bar up to date. */

import { Problem, result, submit } from "./api.js";
import { announce, byId, urlField } from "./dom.js";
import { loadView, needsReload } from "./loader.js";
import { t, titleOf } from "./messages.js";
import { FIRST_DELAY, waitForJob } from "./poll.js";
import { DEFAULTS, fromQuery, toQuery } from "./state.js";
import { remember } from "./storage.js";
import { clearProblem, showProblem } from "./views/problem.js";
import { showProgress } from "./views/progress.js";
import { showRecent } from "./views/start.js";

let state = { ...DEFAULTS };
/** @type {Result | null} */
let shownResult = null;
/** @type {Submission | null} */
let lastSubmission = null;
/** Aborts whatever is being waited for. */
let pending = new AbortController();

const resultView = () => loadView(() => import("./views/result.js"), "result", "settings", "chart");

/** base.css hides the page until then. */
function reveal() {
  document.body.classList.add("ready");
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
  byId("bookmarklet").hidden = !extras;
  showRecent(extras);
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

/** Submit a job, then show its result. @param {Submission} submission */
export async function submitJob(submission) {
  const isRunning = !byId("progress").hidden;
  if (isRunning && !submission.file && JSON.stringify(lastSubmission) === JSON.stringify(submission)) return;
  lastSubmission = submission;
  state = { ...DEFAULTS };
  await withProgress(async (signal, progress) => {
    reveal();
    setWaitingTitle();
    announce(t("waitingTitle"));
    const job = await submit(submission, signal);
    state.key = job.key;
    const update = new URLSearchParams(location.search).has("url") ? "replaceState" : "pushState";
    history[update](null, "", toQuery(state));
    byId("text-form").hidden = true;
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
  resultView().catch(() => {}); // load it while the job runs; the call below reports a failure
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
  const [{ fetchList, showResult }, found] = await Promise.all([resultView(), result(key)]);
  const list = await fetchList(found, state);
  if (signal.aborted) return;
  shownResult = found;
  urlField().value = found.url ?? "";
  showLayout(false);
  const title = titleOf(found);
  setTitle(() => titleOf(found));
  await showResult({ result: found, state, list, title, actions });
  progress.remove();
  reveal();
  remember({ key, title, words: found.words.slice(0, 3).map((item) => item.word) });
}

/** Show what the address bar says. */
export async function openFromUrl() {
  const url = new URLSearchParams(location.search).get("url");
  restart();
  state = fromQuery(location.search);
  if (!state.key) {
    shownResult = null;
    showLayout(true);
    setTitle();
    reveal();
    if (!url) return;
    urlField().value = url;
    await submitJob({ url });
  } else if (shownResult?.key === state.key) {
    showLayout(false);
    await renderResult();
  } else {
    lastSubmission = null;
    // The field may hold another page's link.
    urlField().value = "";
    await withProgress((signal, progress) => showWhenDone(state.key, signal, progress));
  }
}

async function renderResult() {
  const found = shownResult;
  if (!found) return;
  const { signal } = pending;
  try {
    const { fetchList, showResult } = await resultView();
    const list = await fetchList(found, state);
    if (!signal.aborted) await showResult({ result: found, state, list, title: titleOf(found), actions });
  } catch (error) {
    fail(error);
  }
}

function stopWaiting() {
  pending.abort();
  showProblem("stopped", { hasLink: Boolean(state.key), retry: state.key ? openFromUrl : retry });
  setTitle();
  urlField().focus();
}

function retry() {
  if (lastSubmission) submitJob(lastSubmission);
  else openFromUrl();
}

/** Fetch the page again after its job has failed. */
function retryFresh() {
  const url = urlField().value.trim();
  if (lastSubmission) submitJob({ ...lastSubmission, fresh: true });
  else if (url) submitJob({ url, fresh: true });
}

/** @param {unknown} error */
function fail(error, onRetry = retry) {
  const { code, status, format, jobFailed } = error instanceof Problem ? error : new Problem("internal");
  if (!shownResult) setTitle(() => t("failedTitle"));
  reveal();
  const action = code === "slow" ? openFromUrl : jobFailed ? retryFresh : onRetry;
  const orReload = () => (needsReload() ? location.reload() : action());
  showProblem(code, { status, format, retry: orReload, paste: openTextForm });
}

/** Longest query string in characters: servers accept about 8 KB. */
const MAX_QUERY = 7_000;

/** @type {Actions} */
const actions = {
  async change(change) {
    const before = state;
    if (toQuery({ ...state, ...change }).length > MAX_QUERY) return fail(new Problem("too_many_words"));
    // A word stays open where only the view changes.
    state = { ...state, offset: 0, word: "view" in change ? state.word : "", ...change };
    history.replaceState(null, "", toQuery(state));
    const [found, after] = [shownResult, state];
    if (!found) return;
    try {
      const { updateResult } = await resultView();
      const sameList = before.key === after.key && Object.keys(change).join() === "word";
      const model = { result: found, state: after, title: titleOf(found), actions };
      await updateResult(model, sameList, () => state === after);
      if (state === after) clearProblem();
    } catch (error) {
      if (state === after) fail(error, () => actions.change(after));
    }
  },
  toggleWord: (word) => actions.change({ word: word === state.word ? "" : word }),
  rerun: () => submitJob({ url: shownResult?.url, fresh: true }),
  recount: (language) => submitJob({ from: state.key, language }),
  fail,
};

export function openTextForm() {
  byId("text-form").hidden = false;
  byId("text").focus();
}

export function translateView() {
  setTitle(titleText);
  if (shownResult) renderResult();
  else showRecent(!byId("recent").hidden);
}
