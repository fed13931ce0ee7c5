/** Waiting: the stages as they pass, what is known of them, and a way to stop. */

import { byId, h, linkButton } from "../dom.js";
import { number, seconds, size } from "../format.js";
import { language, t } from "../messages.js";

export const STAGES = ["queued", "fetching", "reading", "counting", "saving"];
/** Milliseconds between two counts of the seconds. */
const TICK = 100;

/** Which stage a job is at, as a place in `STAGES`. @param {Job | null} job */
export function stageOf(job) {
  if (job === null || job.status === "queued") return 0;
  if (job.status === "finished") return STAGES.length;
  return Math.max(1, STAGES.indexOf(job.stage ?? "fetching"));
}

/** @param {string} stage @param {number} at @param {number} number_ @param {Job | null} job */
function stageName(stage, at, number_, job) {
  if (stage === "fetching" && at > number_ && job?.fetched_bytes) {
    return t("stageFetched", { size: size(job.fetched_bytes, language()) });
  }
  const name = t(`stage${stage[0]?.toUpperCase()}${stage.slice(1)}`);
  return at === number_ ? `${name}…` : name;
}

/**
 * Show the wait in its place; returns what moves it on and what ends it.
 * @param {() => void} stop
 * @returns {Progress}
 */
export function showProgress(stop) {
  const place = byId("progress");
  const started = performance.now();
  const bar = h("div", { class: "done" });
  const line = h(
    "div",
    {
      class: "line",
      role: "progressbar",
      "aria-label": t("progress"),
      "aria-valuemin": 0,
      "aria-valuemax": STAGES.length,
    },
    bar,
  );
  const stages = h("ol", {});
  const clock = h("span", {});
  const known = h("span", {});
  const stopping = linkButton(t("stop"), stop);
  const facts = h("p", {}, clock, " · ", known, stopping);
  place.replaceChildren(line, stages, facts);
  place.hidden = false;

  const tick = () => {
    clock.textContent = t("seconds", { seconds: seconds(performance.now() - started, language()) });
  };
  tick();
  const timer = setInterval(tick, TICK);

  /** @param {Job | null} job @param {string} [note] */
  function update(job, note = "") {
    const at = stageOf(job);
    stopping.textContent = t("stop");
    line.setAttribute("aria-valuenow", String(at));
    bar.style.setProperty("--part", String((at + 0.5) / (STAGES.length + 0.5)));
    stages.replaceChildren(
      ...STAGES.map((stage, place_) =>
        h(
          "li",
          {
            class: at > place_ ? "past" : at === place_ ? "now" : "",
            "aria-current": at === place_ ? "step" : undefined,
          },
          stageName(stage, at, place_, job),
        ),
      ),
    );
    known.textContent = note || waitingFor(job);
    if (known.textContent) known.append(" · ");
  }
  update(null);
  return {
    update,
    end() {
      clearInterval(timer);
      place.hidden = true;
      place.replaceChildren();
    },
  };
}

/** @param {Job | null} job */
function waitingFor(job) {
  if (!job?.position) return "";
  return job.position === 1
    ? t("positionNext")
    : t("position", { count: number(job.position - 1, language()) });
}
