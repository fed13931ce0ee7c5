/** What a reader takes along: files and pictures; and counting the page again. */

import { wordsUrl } from "../api-later.js";
import { byId, h, join, linkButton } from "../dom.js";
import { parseWords } from "../lists.js";
import { loadLaterView } from "../loader.js";
import { t } from "../messages.js";
import { wordsQuery } from "../state.js";
import { loadNumbers } from "./facts.js";

/** What is on screen. @type {ResultModel} */
let current;

/** @param {ResultModel} model */
export function showExport(model) {
  current = model;
  byId("export").replaceChildren(...exportRow(model));
  byId("list").append(...trace(model));
  byId("list").oncopy = copyRows;
  const more = byId("more");
  if (more.hasChildNodes()) return;
  const { result } = model;
  more.append(unfolding("numbers", async () => (await loadNumbers()).numbersList(current)));
  if (result.url) more.append(unfolding("earlier", async () => (await loadEarlier()).earlierList(result)));
}

const loadEarlier = () => loadLaterView(() => import("./earlier.js"), "earlier");

/** What the reader has hidden from the list, with a way back. @param {ResultModel} model */
function trace({ state: { hide, q }, actions: { change } }) {
  const hidden = parseWords(hide);
  const parts = [
    hidden.length > 0 && t("hiddenWords", { count: hidden.length, words: hidden.join(", ") }),
    hidden.length > 0 && linkButton(t("undo"), () => change({ hide: hidden.slice(0, -1).join(",") })),
    q !== "" && t("filtered", { text: q }),
    q !== "" && linkButton(t("emptyFilter"), () => change({ q: "" })),
  ];
  return parts.some(Boolean) ? [h("p.export-trace", {}, ...join(parts))] : [];
}

/** Copy each row of the list as a line, its cells parted by tabs as spreadsheets read them. @param {ClipboardEvent} event */
function copyRows(event) {
  const selection = getSelection();
  const rows = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("tr:not(.opened)")];
  const lines = rows
    .filter((row) => selection?.containsNode(row, true))
    .map((row) => [...row.children].map((cell) => cell.textContent?.trim()).join("\t"));
  if (lines.length < 2) return;
  event.clipboardData?.setData("text/plain", lines.join("\n"));
  event.preventDefault();
}

/** What loads whenever it is unfolded. @param {"numbers" | "earlier"} name @param {() => Promise<HTMLElement>} content */
function unfolding(name, content) {
  const summary = h("summary", {}, t(name));
  const details = h("details.export-more", { id: name }, summary);
  const unfold = async () => details.open && details.replaceChildren(summary, await content());
  details.addEventListener("toggle", () => unfold().catch(current.actions.fail));
  return details;
}

/** @param {ResultModel} model */
function exportRow(model) {
  const { result, state, list, actions } = model;
  const isList = state.view !== "compare";
  const isPicture = list.items.length > 0 && (state.view === "chart" || state.view === "cloud");
  return [
    // A comparison has its own, beside its table.
    isList && h("h2", {}, t("take")),
    isList && apiDownload("csv", state),
    isList && apiDownload("tsv", state),
    isList && download("json", model),
    isPicture && download("svg", model),
    isPicture && download("png", model),
    result.url !== null && button(t("runAgain"), actions.rerun),
  ].filter((child) => child !== false);
}

/** @param {string} text @param {() => void} onclick */
const button = (text, onclick) => h("button.box", { type: "button", onclick }, text);

/** A file that the API writes. @param {string} format @param {State} state */
function apiDownload(format, state) {
  // Excel takes a file without the mark for one of an old encoding.
  const query = new URLSearchParams([...wordsQuery(state), ["format", format], ["mark", "yes"]]);
  const href = wordsUrl(state.key, query);
  return h("a.box", { href, download: `pagewords.${format}` }, format.toUpperCase());
}

/** A file that the browser writes. @param {string} format @param {ResultModel} model */
function download(format, model) {
  return button(format.toUpperCase(), () =>
    import("../download.js").then((module) => module.download(format, model)).catch(model.actions.fail),
  );
}
