/** What is asked for, waited for, shown, and said in the address bar. */

import { Failure, result, submit } from "./api.js";
import { announce, byId, linkField } from "./dom.js";
import { remember, showRecent } from "./history.js";
import { t, titleOf } from "./messages.js";
import { FIRST, finished } from "./poll.js";
import { fromLink, START, toLink } from "./state.js";
import { clearProblem, showProblem, showProgress } from "./views/waiting.js";

let state = { ...START };
/** @type {Result | null} */
let shown = null;
/** @type {Record<string, unknown> | null} */
let asked = null;
let work = new AbortController();

/** Whether a part of the page could not be loaded: some browsers ask for it again only after a reload. */
let broken = false;

const loadResultView = () => import("./views/result.js");

/** Loaded while the job runs, and once more where that failed. */
async function resultView() {
  try {
    return await loadResultView().catch(loadResultView);
  } catch {
    broken = true;
    throw new Failure("network");
  }
}

/** The page is not seen before it has something to say, so that nothing moves as it fills. */
function unveil() {
  document.body.classList.add("ready");
}

/** What the title says, in whichever language. */
let heading = () => "";

function entitle(text = () => "") {
  heading = text;
  document.title = (text() && `${text()} – `) + t("name");
}

const entitleWaiting = () => entitle(() => t("waitingTitle"));

/** @param {boolean} start */
function arrange(start, recent = start) {
  document.body.classList.toggle("start", start);
  byId("result").hidden = true;
  byId("bookmarklet").hidden = !recent;
  showRecent(recent);
}

/** What begins replaces whatever is going on. */
function begin() {
  work.abort();
  work = new AbortController();
  clearProblem();
  return work.signal;
}

/** @param {(signal: AbortSignal, progress: Progress) => Promise<void>} act */
async function wait(act) {
  const signal = begin();
  shown = null;
  arrange(true, false);
  const progress = showProgress(stopWaiting);
  try {
    await act(signal, progress);
  } catch (error) {
    if (!signal.aborted) fail(error);
  } finally {
    progress.end();
  }
}

/** Submit a link, a text or a change of language, and see it through. @param {Record<string, unknown>} submission */
export async function ask(submission) {
  if (!byId("progress").hidden && JSON.stringify(asked) === JSON.stringify(submission)) return;
  asked = submission;
  state = { ...START };
  await wait(async (signal, progress) => {
    unveil();
    entitleWaiting();
    announce(t("waitingTitle"));
    const job = await submit(submission, signal);
    resultView().catch(() => {}); // told when it is needed
    state.key = job.key;
    const step = new URLSearchParams(location.search).has("url") ? "replaceState" : "pushState";
    history[step](null, "", toLink(state));
    byId("text-form").hidden = true;
    await follow(job.key, signal, progress, job);
    byId("title").focus({ preventScroll: true });
    scrollTo(0, 0);
  });
}

/**
 * Wait for a job, then show its result.
 * @param {string} key
 * @param {AbortSignal} signal
 * @param {Progress} progress
 * @param {Job | null} [seen] what its submission answered
 */
async function follow(key, signal, progress, seen = null) {
  progress.update(seen);
  await finished(key, {
    signal,
    after: seen?.status === "queued" || seen?.status === "started" ? FIRST : 0,
    onLook(job) {
      if (!seen) linkField().value ||= job.url ?? "";
      seen = job;
      progress.update(job);
      entitleWaiting();
      unveil();
    },
    onLost() {
      progress.update(seen, t("offline"));
      unveil();
    },
    onEnd(job) {
      linkField().value ||= job.url ?? "";
    },
  });
  const [{ fetchList, showResult }, found] = await Promise.all([resultView(), result(key)]);
  const list = await fetchList(found, state);
  if (signal.aborted) return;
  shown = found;
  linkField().value = found.url ?? "";
  arrange(false);
  const title = titleOf(found);
  entitle(() => titleOf(found));
  await showResult({ result: found, state, list, title, actions });
  progress.end();
  unveil();
  remember({ key, title, words: found.words.slice(0, 3).map((item) => item.word) });
}

/** Show what the address bar says. */
export async function open() {
  const url = new URLSearchParams(location.search).get("url");
  begin();
  state = fromLink(location.search);
  if (!state.key) {
    shown = null;
    arrange(true);
    entitle();
    unveil();
    if (!url) return;
    linkField().value = url;
    await ask({ url });
  } else if (shown?.key === state.key) {
    arrange(false);
    await rebuild();
  } else {
    asked = null;
    // It may be another page's.
    linkField().value = "";
    await wait((signal, progress) => follow(state.key, signal, progress));
  }
}

async function rebuild() {
  const found = shown;
  if (!found) return;
  const { signal } = work;
  try {
    const { fetchList, showResult } = await resultView();
    const list = await fetchList(found, state);
    if (!signal.aborted) await showResult({ result: found, state, list, title: titleOf(found), actions });
  } catch (error) {
    fail(error);
  }
}

function stopWaiting() {
  work.abort();
  showProblem("stopped", { kept: Boolean(state.key), retry: state.key ? open : again });
  entitle();
  linkField().focus();
}

function again() {
  if (broken) location.reload();
  else if (asked) ask(asked);
  else open();
}

/** @param {unknown} error */
function fail(error, redo = again) {
  const failure = error instanceof Failure ? error : new Failure("internal");
  const { code, status, ended } = failure;
  if (!shown) entitle(() => t("failedTitle"));
  unveil();
  const url = linkField().value.trim();
  const anew = () => {
    if (asked) ask({ ...asked, fresh: true });
    else if (url) ask({ url, fresh: true });
  };
  showProblem(code, { status, retry: code === "slow" ? open : ended ? anew : redo, paste: openText });
}

/** @type {Actions} */
const actions = {
  async change(change) {
    const before = state;
    // Servers take 8 KB.
    if (toLink({ ...state, ...change }).length > 7_000) return fail(new Failure("too_many_words"));
    state = { ...state, offset: 0, word: "", ...change };
    history.replaceState(null, "", toLink(state));
    const [found, mine] = [shown, state];
    if (!found) return;
    try {
      const { redraw } = await resultView();
      const same = before.key === mine.key && Object.keys(change).join() === "word";
      await redraw(
        { result: found, state: mine, title: titleOf(found), actions },
        same,
        () => state === mine,
      );
      if (state === mine) clearProblem();
    } catch (error) {
      if (state === mine) fail(error, () => actions.change(mine));
    }
  },
  open: (word) => actions.change({ word: word === state.word ? "" : word }),
  again: () => ask({ url: shown?.url, fresh: true }),
  recount: (language) => ask({ from: state.key, language }),
  fail,
};

export function openText() {
  byId("text-form").hidden = false;
  byId("text").focus();
}

/** Say it in another language. */
export function speakAgain() {
  entitle(heading);
  if (shown) rebuild();
  else showRecent(!byId("recent").hidden);
}
