/** What a reader takes along: files, pictures, the link; and counting the page again. */

import { wordsUrl } from "../api.js";
import { announce, h } from "../dom.js";
import { t } from "../messages.js";
import { fileQuery, toQuery } from "../state.js";

/** @param {ResultModel} model */
export function exportRow(model) {
  const { result, state, list, actions } = model;
  const isPicture = list.items.length > 0 && (state.view === "chart" || state.view === "cloud");
  return [
    h("span", {}, t("take")),
    apiDownload("csv", state),
    apiDownload("tsv", state),
    download("json", model),
    isPicture && download("svg", model),
    isPicture && download("png", model),
    copyButton(new URL(toQuery(state), location.href).href),
    result.url !== null && button(t("runAgain"), actions.rerun),
  ].filter((child) => child !== false);
}

/** @param {string} text @param {() => void} onclick */
const button = (text, onclick) => h("button.box", { type: "button", onclick }, text);

/** A file that the API writes. @param {string} format @param {State} state */
function apiDownload(format, state) {
  const href = wordsUrl(state.key, fileQuery(state, format));
  return h("a.box", { href, download: `pagewords.${format}` }, format.toUpperCase());
}

/** A file that the browser writes. @param {string} format @param {ResultModel} model */
function download(format, model) {
  return button(format.toUpperCase(), () =>
    import("../download.js").then((module) => module.download(format, model)).catch(model.actions.fail),
  );
}

/** @param {string} link */
function copyButton(link) {
  const copy = button(t("copyLink"), async () => {
    try {
      await navigator.clipboard.writeText(link);
      copy.textContent = t("copied");
      announce(t("copied"));
    } catch {
      // Without permission for the clipboard, select the link for the reader to copy.
      const field = h("input", { readonly: true, value: link, "aria-label": t("copyLink") });
      copy.after(field);
      field.select();
    }
  });
  return copy;
}
