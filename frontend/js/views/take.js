/** Taking a result away: files, pictures, the link; and counting it again. */

import { wordsLink } from "../api.js";
import { announce, h } from "../dom.js";
import { t } from "../messages.js";
import { exportQuery, toLink } from "../state.js";

/**
 * @param {Result} result
 * @param {State} state
 * @param {readonly Word[]} items those that are shown
 * @param {{ again: () => void, fail: (error: unknown) => void }} actions
 */
export function take(result, state, items, { again, fail }) {
  const file = (/** @type {string} */ format) =>
    h(
      "a",
      {
        class: "button",
        href: wordsLink(state.key, exportQuery(state, format)),
        download: `pagewords.${format}`,
      },
      format.toUpperCase(),
    );
  const made = (/** @type {"json" | "svg" | "png"} */ format) => {
    const onclick = () =>
      import("./export.js").then(({ takeAway }) => takeAway(format, result, state, items)).catch(fail);
    return h("button", { type: "button", onclick }, format.toUpperCase());
  };
  const pictures = items.length > 0 && (state.view === "chart" || state.view === "cloud");
  return h(
    "div",
    { class: "take", id: "take" },
    h("span", {}, t("take")),
    file("csv"),
    file("tsv"),
    made("json"),
    pictures && made("svg"),
    pictures && made("png"),
    copyButton(state),
    result.url !== null && h("button", { type: "button", onclick: again }, t("runAgain")),
  );
}

/** @param {State} state */
function copyButton(state) {
  const link = new URL(toLink(state), location.href).href;
  const copy = h("button", { type: "button" }, t("copyLink"));
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link);
      copy.textContent = t("copied");
      announce(t("copied"));
    } catch {
      const field = h("input", { readonly: true, value: link, "aria-label": t("copyLink") });
      copy.after(field);
      field.select();
    }
  });
  return copy;
}
