/** The start page's ways to begin besides a link; what is below them loads later. */

import { attempt, note, openText, submitJob, submitPasted } from "../app.js";
import { byId, join, linkButton, urlField } from "../dom.js";
import { loadView } from "../loader.js";
import { language, t } from "../messages.js";

const upload = () => loadView(() => import("./upload.js"));

let isListening = false;

function listen() {
  if (isListening) return;
  isListening = true;
  takeDrops();
  urlField().addEventListener("paste", onPaste);
}

/** Files may be dropped anywhere on the page. */
function takeDrops() {
  const hasFile = (/** @type {DragEvent} */ event) =>
    [...(event.dataTransfer?.items ?? [])].some((item) => item.kind === "file");
  addEventListener("dragover", (event) => hasFile(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (!hasFile(event)) return;
    event.preventDefault();
    if (file) attempt(async () => (await upload()).sendFile(file));
  });
}

/**
 * The field has one line: a browser would join two links. Several lines without a link are a text.
 * @param {ClipboardEvent} event
 */
function onPaste(event) {
  const text = event.clipboardData?.getData("text").trim() ?? "";
  if (!text.includes("\n")) return;
  event.preventDefault();
  const field = urlField();
  field.setRangeText(text.replace(/\s+/g, " "), field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  submitPasted(text, false);
}

/** @param {string} tag */
const submitSample = (tag) =>
  attempt(async () => {
    const { samples } = await import("../samples.js");
    urlField().value = "";
    note();
    await submitJob({ ...(samples[tag] ?? samples.en), language: tag });
  });

/** Show the ways to begin, and what depends on the language. */
export function showStart() {
  listen();
  byId("help-link").setAttribute("href", `help/${language()}.html`);
  const other = language() === "ko" ? "en" : "ko";
  const ways = [
    linkButton(t("pasteText"), () => openText()),
    linkButton(t("chooseFile"), () => attempt(async () => (await upload()).chooseFile())),
    linkButton(t("trySample"), () => submitSample(language())),
    linkButton(t("otherSample"), () => submitSample(other), { lang: other === "ko" && other }),
  ];
  byId("ways").replaceChildren(t("or"), " ", ...join(ways));
}
