/** Progress of a job: its stages, the seconds passed, and its place in the queue. */

import { byId, h, linkButton } from "../dom.js";
import { seconds, size, t } from "../messages.js";

export const STAGES = ["queued", "fetching", "reading", "counting", "saving"];
/** Milliseconds between updates of the clock. */
const TICK = 100;

/** Index of a job's stage in STAGES; STAGES.length when it has finished. @param {Job | null} job */
export function stageIndex(job) {
  if (job === null || job.status === "queued") return 0;
  if (job.status === "finished") return STAGES.length;
  return Math.max(1, STAGES.indexOf(job.stage ?? "fetching"));
}

/**
 * @param {() => void} stop called when the reader stops waiting
 * @param {HTMLElement} place
 * @returns {ProgressView}
 */
export function showProgress(stop, place = byId("progress")) {
  const started = performance.now();
  const fill = h("div.progress-fill", {});
  const track = h("div.progress-track", { role: "progressbar", "aria-valuemax": STAGES.length }, fill);
  const stages = h("ol", {});
  const clock = h("span", {});
  const note = h("span", {});
  const stopButton = linkButton(t("stop"), stop);
  place.replaceChildren(track, stages, h("p", {}, clock, " · ", note, stopButton));
  place.hidden = false;

  const tick = () => {
    clock.textContent = t("seconds", { seconds: seconds(performance.now() - started) });
  };
  tick();
  const timer = setInterval(tick, TICK);

  /** @param {Job | null} job */
  function update(job, text = "") {
    const current = stageIndex(job);
    stages.replaceChildren(...STAGES.map((stage, index) => stageItem(stage, index, current, job)));
    stopButton.textContent = t("stop");
    track.setAttribute("aria-label", t("progress"));
    track.setAttribute("aria-valuenow", String(current));
    fill.style.setProperty("--ratio", String((current + 0.5) / (STAGES.length + 0.5)));
    note.textContent = text || queuePosition(job);
    if (note.textContent) note.append(" · ");
  }
  update(null);
  const remove = () => {
    clearInterval(timer);
    // A later job may be shown here already.
    if (!track.isConnected) return;
    place.hidden = true;
    place.replaceChildren();
  };
  return { update, remove };
}

/** @param {string} stage @param {number} index @param {number} current @param {Job | null} job */
function stageItem(stage, index, current, job) {
  const isCurrent = index === current;
  const fetched = stage === "fetching" && job?.fetched_bytes;
  const name = isCurrent && job?.stage === "rendering" ? "rendering" : stage;
  const page = isCurrent && stage === "reading" && job?.pages ? ` ${job.page}/${job.pages}` : "";
  return h(
    "li",
    {
      class: isCurrent ? "progress-current" : index < current ? "progress-done" : "",
      "aria-current": isCurrent && "step",
    },
    fetched && !isCurrent
      ? t("fetchedBytes", { size: size(fetched) })
      : t(`stage_${name}`) + (fetched ? ` ${size(fetched)}` : page) + (isCurrent ? "…" : ""),
  );
}

/** @param {Job | null} job */
function queuePosition(job) {
  const ahead = (job?.position ?? 0) - 1;
  if (ahead > 0) return t("position", { count: ahead });
  return ahead === 0 ? t("positionNext") : "";
}
