/** The numbers of a text: what style is measured by; and copying the counts at its head. */

import { announce, h } from "../dom.js";
import { number, t } from "../messages.js";

/** @param {ResultModel} model */
export function numbersList({ result, state }) {
  const {
    mean_sentence_length: length,
    lexical_diversity: diversity,
    words_once: once,
  } = result.totals[state.scope];
  /** @type {[name: string, value: number | null | undefined][]} */
  const found = [
    ["meanSentenceLength", length],
    ["lexicalDiversity", diversity],
    ["wordsOnce", once],
  ];
  const rows = found.flatMap(([name, value]) =>
    typeof value === "number"
      ? [h("div", {}, h("dt", {}, t(name)), h("dd", {}, number(Math.round(value * 100) / 100)))]
      : [],
  );
  return rows.length > 0 ? h("dl.numbers", {}, ...rows) : h("p", {}, t("noNumbers"));
}

/** Copy a text; without permission for the clipboard, select it on the page. @param {string} text @param {HTMLElement} place */
export async function copyCounts(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    announce(t("copied"));
    const button = place.querySelector("button");
    if (button) button.textContent = t("copied");
  } catch {
    getSelection()?.selectAllChildren(place);
  }
}
