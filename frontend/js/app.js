/** What is asked for, waited for, shown, and said in the address bar. */

import { Failure, look, result, submit } from "./api.js";
import { announce, byId } from "./dom.js";
import { remember, showRecent } from "./history.js";
import { t } from "./messages.js";
import { FIRST, untilEnded } from "./poll.js";
import { fromLink, START, toLink } from "./state.js";
import { titleOf } from "./views/facts.js";
import { clearProblem, showNotice, showProblem } from "./views/problem.js";
import { showProgress } from "./views/progress.js";

const field = /** @type {HTMLInputElement} */ (byId("url"));

/** @type {State} */
let state = { ...START };
/** @type {Result | null} */
let shown = null;
/** @type {Record<string, unknown> | null} */
let asked = null;
let work = new AbortController();

/** Whether a part of the page could not be loaded: some browsers ask for it again only after a reload. */
let broken = false;

const loadResultView = () => import("./views/result.js");

/** The views of a result are loaded while its job runs, and once more where that failed. */
async function resultView() {
  try {
    return await loadResultView().catch(loadResultView);
  } catch {
    broken = true;
    throw new Failure("network");
  }
}

/** Begin something that replaces whatever is going on. */
function begin() {
  work.abort();
  work = new AbortController();
  clearProblem();
  return work.signal;
}

/** Let the page be seen: not before it has something to say, so that nothing moves as it fills. */
function unveil() {
  document.body.classList.add("ready");
}

/** Show the start or a result's place. @param {boolean} start @param {boolean} [recent] */
function arrange(start, recent = start) {
  document.body.classList.toggle("start", start);
  byId("result").hidden = true;
  byId("bookmarklet").hidden = !recent;
  showRecent(recent);
}

/** Submit a link, a text or a change of language, and see it through. @param {Record<string, unknown>} submission */
export async function ask(submission) {
  const signal = begin();
  asked = submission;
  shown = null;
  state = { ...START };
  arrange(true, false);
  const progress = showProgress(stopWaiting);
  unveil();
  document.title = t("waitingTitle");
  announce(t("waitingTitle"));
  try {
    const job = await submit(submission, signal);
    resultView().catch(() => {}); // told when it is needed
    state.key = job.key;
    const step = new URLSearchParams(location.search).has("url") ? "replaceState" : "pushState";
    history[step](null, "", toLink(state));
    byId("text-form").hidden = true;
    await follow(job.key, signal, progress, job);
    byId("title").focus({ preventScroll: true });
    scrollTo(0, 0);
  } catch (error) {
    if (!signal.aborted) fail(error);
  } finally {
    progress.end();
  }
}

/**
 * Wait for a job, then show its result.
 * @param {string} key
 * @param {AbortSignal} signal
 * @param {Progress} progress
 * @param {Job | null} [first] what its submission answered
 */
async function follow(key, signal, progress, first = null) {
  let seen = first;
  progress.update(seen);
  const running = first?.status === "queued" || first?.status === "started";
  const ended = await untilEnded(() => look(key, signal), {
    signal,
    after: running ? FIRST : 0,
    onLook: (job) => {
      seen = job;
      progress.update(job);
      unveil();
    },
    onLost: () => {
      progress.update(seen, t("offline"));
      unveil();
    },
  });
  if (!ended) throw new Failure("slow");
  if (ended.url && !field.value) field.value = ended.url;
  if (ended.error) throw new Failure(ended.error.code, { status: ended.error.status ?? 0 });
  await show(key, signal, progress);
}

/** @param {string} key @param {AbortSignal} signal @param {Progress} progress */
async function show(key, signal, progress) {
  const [{ fetchList, showResult }, found] = await Promise.all([resultView(), result(key)]);
  const list = await fetchList(found, state);
  if (signal.aborted) return;
  shown = found;
  field.value = found.url ?? "";
  arrange(false);
  const title = titleOf(found);
  document.title = t("doneTitle", { title });
  await showResult(found, state, list, actions);
  progress.end();
  unveil();
  remember({ key, title, words: found.words.slice(0, 3).map((item) => item.word) });
}

/** Show what the address bar says. */
export async function open() {
  const signal = begin();
  state = fromLink(location.search);
  const url = new URLSearchParams(location.search).get("url");
  if (!state.key) {
    shown = null;
    arrange(true);
    document.title = t("name");
    unveil();
    if (url) {
      field.value = url;
      await ask({ url });
    }
    return;
  }
  if (shown?.key === state.key) {
    arrange(false);
    await rebuild();
    return;
  }
  shown = null;
  asked = null;
  arrange(true, false);
  const progress = showProgress(stopWaiting);
  try {
    await follow(state.key, signal, progress);
  } catch (error) {
    if (!signal.aborted) fail(error);
  } finally {
    progress.end();
  }
}

/** Draw the whole result again, as after a change of the interface's language or a step back. */
export async function rebuild() {
  const found = shown;
  if (!found) return;
  const signal = work.signal;
  try {
    const { fetchList, showResult } = await resultView();
    const list = await fetchList(found, state);
    if (!signal.aborted && shown === found) showResult(found, state, list, actions);
  } catch (error) {
    fail(error);
  }
}

function stopWaiting() {
  work.abort();
  showNotice("stopped", Boolean(state.key), () => (state.key ? open() : again()));
  document.title = t("name");
  field.focus();
}

/** The same once more: anew where it was asked for here, else what the address bar says. */
function again() {
  if (broken) location.reload();
  else if (asked) ask(asked);
  else if (state.key) open();
}

/** @param {unknown} error */
export function fail(error) {
  const failure = error instanceof Failure ? error : new Failure("internal");
  document.title = t("failedTitle");
  unveil();
  if (failure.code === "slow") return showNotice("slow", true, open);
  const url = field.value.trim();
  const ended = state.key && !failure.retry;
  const retry = () => {
    if (!ended) again();
    else if (asked) ask({ ...asked, fresh: true });
    else if (url) ask({ url, fresh: true });
  };
  showProblem(failure.code, { status: failure.status, retry, paste: openText });
}

/** @type {Actions} */
const actions = {
  async change(change) {
    const before = state;
    state = { ...state, ...change };
    if (!("offset" in change)) state.offset = 0;
    if (!("word" in change)) state.word = "";
    history.replaceState(null, "", toLink(state));
    const [found, mine] = [shown, state];
    if (!found) return;
    const { redraw } = await resultView();
    const same = Object.keys(change).every((name) => name === "word");
    await redraw(found, mine, actions, {
      isCurrent: () => state === mine,
      same: same && before.key === mine.key,
    });
  },
  again: () => ask({ url: field.value.trim() || shown?.url, fresh: true }),
  recount: (language) => ask({ from: state.key, language }),
  fail,
};

/** Open the field for a text. */
export function openText() {
  byId("text-form").hidden = false;
  byId("text").focus();
}

/** Say in another language what is shown. */
export function speakAgain() {
  if (shown) rebuild();
  else showRecent(!byId("recent").hidden);
}
