/** Waiting: the stages as they pass. And failing: what happened, and what to do. */

import { byId, h, joined, linkButton, linkField } from "../dom.js";
import { has, seconds, size, t } from "../messages.js";

export const STAGES = ["queued", "fetching", "reading", "counting", "saving"];
/** Milliseconds between two counts of the seconds. */
const TICK = 100;

/** Which of the stages a job is at. @param {Job | null} job */
export function stageOf(job) {
  if (job === null || job.status === "queued") return 0;
  if (job.status === "finished") return STAGES.length;
  return Math.max(1, STAGES.indexOf(job.stage ?? "fetching"));
}

/** Returns what moves it on and what ends it. @param {() => void} stop */
export function showProgress(stop) {
  const place = byId("progress");
  const started = performance.now();
  const bar = h("div.done", {});
  const line = h(
    "div.line",
    {
      role: "progressbar",
      "aria-valuemax": STAGES.length,
    },
    bar,
  );
  const stages = h("ol", {});
  const clock = h("span", {});
  const known = h("span", {});
  const stopping = linkButton(t("stop"), stop);
  place.replaceChildren(line, stages, h("p", {}, clock, " · ", known, stopping));
  place.hidden = false;

  const tick = () => {
    clock.textContent = t("seconds", { seconds: seconds(performance.now() - started) });
  };
  tick();
  const timer = setInterval(tick, TICK);

  /** @param {Job | null} job */
  function update(job, note = "") {
    const at = stageOf(job);
    const steps = STAGES.map((stage, step) => {
      const now = at === step;
      const text = t(`stage_${stage}`) + (now ? "…" : "");
      const fetched = stage === "fetching" && at > step && job?.fetched_bytes;
      return h(
        "li",
        { class: now ? "now" : at > step ? "past" : "", "aria-current": now && "step" },
        fetched ? t("fetchedBytes", { size: size(fetched) }) : text,
      );
    });
    stages.replaceChildren(...steps);
    stopping.textContent = t("stop");
    line.setAttribute("aria-label", t("progress"));
    line.setAttribute("aria-valuenow", String(at));
    bar.style.setProperty("--part", String((at + 0.5) / (STAGES.length + 0.5)));
    const before = (job?.position ?? 0) - 1;
    const turn = before > 0 ? t("position", { count: before }) : before === 0 ? t("positionNext") : "";
    known.textContent = note || turn;
    if (known.textContent) known.append(" · ");
  }
  update(null);
  const end = () => {
    clearInterval(timer);
    // The place may be another wait's by now.
    if (!line.isConnected) return;
    place.hidden = true;
    place.replaceChildren();
  };
  return { update, end };
}

/** Codes after which pasting is a way on. */
const PASTE =
  "unreachable tls timeout http_status not_a_page too_large too_many_redirects bad_response too_complex needs_javascript no_words gave_up".split(
    " ",
  );
/** Codes whose way on is another link in the field. */
const OTHER = ["invalid_field", "unknown_key", "expired"];
/** Codes that stay however often one tries. */
const FINAL = [...OTHER, "empty", "empty_text", "body_too_large", "too_many_words"];
/** No failure, but the end of waiting. */
const LOOK = ["stopped", "slow"];

/** Says what is shown once more, as in another language. */
let speak = () => {};

/** The message of a code. @param {string} code */
export const keyOf = (code) => (has(`problem_${code}`) ? `problem_${code}` : "problem_internal");

const nothing = () => {};

/**
 * @param {string} code
 * @param {{ status?: number, kept?: boolean, retry?: () => void, paste?: () => void }} ways
 *   kept: whether there is a link to come back to
 */
export function showProblem(code, { status = 0, kept = true, retry = nothing, paste = nothing }) {
  const hint = `${keyOf(code)}_hint`;
  speak = () => {
    const hints = [kept && has(hint) && t(hint), PASTE.includes(code) && t("pasteHint")];
    const ways = [
      PASTE.includes(code) && linkButton(t("pasteInstead"), paste),
      !FINAL.includes(code) && linkButton(t(kept && LOOK.includes(code) ? "lookAgain" : "tryAgain"), retry),
      OTHER.includes(code) && linkButton(t("otherLink"), otherLink),
    ];
    byId("problem").replaceChildren(
      h("p.what", {}, t(keyOf(code), { status })),
      h("p", {}, ...joined(hints, " "), " ", ...joined(ways)),
    );
  };
  speak();
}

/** The link is chosen, so that typing replaces it. */
function otherLink() {
  linkField().focus();
  linkField().select();
}

export const respeakProblem = () => speak();

export function clearProblem() {
  speak = nothing;
  byId("problem").replaceChildren();
}
