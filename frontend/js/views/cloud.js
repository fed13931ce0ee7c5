/** The word cloud: links in alphabetical order, larger for frequent words. */

import { h } from "../dom.js";
import { number, t } from "../messages.js";
import { toQuery } from "../state.js";

/**
 * A font size for each count. Areas grow with counts, so sizes grow with their square roots. Pure.
 * @param {readonly number[]} counts
 * @param {number} min size of the smallest count
 * @param {number} max size of the largest count
 */
export function fontSizes(counts, min, max) {
  const roots = counts.map(Math.sqrt);
  const [low, high] = [Math.min(...roots), Math.max(...roots)];
  return roots.map((root) => (high > low ? min + ((root - low) / (high - low)) * (max - min) : min));
}

/**
 * Sort as a dictionary of the language does. Pure.
 * @template {{ word: string }} Item
 * @param {readonly Item[]} items
 * @param {string} tag
 */
export function sortByWord(items, tag) {
  const { compare } = new Intl.Collator(tag === "und" ? undefined : tag);
  return items.toSorted((a, b) => compare(a.word, b.word));
}

/** Font sizes of the smallest and the largest word, in rem. */
const [MIN_SIZE, MAX_SIZE] = [0.95, 3.4];

/** @param {ResultModel} model */
export function cloud({ result, list, state, title, actions }) {
  const counts = list.items.map((item) => item.count);
  const sizes = fontSizes(counts, MIN_SIZE, MAX_SIZE);
  const sized = list.items.map((item, index) => ({ ...item, size: sizes[index] }));
  const words = sortByWord(sized, result.language).map(({ word, count, size }) => {
    const link = h(
      "a",
      {
        href: toQuery({ ...state, word }),
        "data-focus": `word:${word}`,
        "aria-current": word === state.word && "true",
        onclick(event) {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          actions.toggleWord(word);
        },
      },
      h("bdi", {}, word),
      h("span.visually-hidden", {}, ` ${number(count)}`),
    );
    link.style.setProperty("--size", `${size}rem`);
    return h("li", {}, link);
  });
  return h("ul.cloud", { "aria-label": t("caption", { title }) }, ...words);
}
