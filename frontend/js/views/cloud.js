/** The cloud: words as inline text in sizes by count. The browser lays them out, so none is ever dropped. */

import { h } from "../dom.js";
import { number } from "../format.js";
import { language, t } from "../messages.js";
import { toLink } from "../state.js";

/**
 * A size for each count: areas grow with counts, so lengths with their square roots. Pure.
 * @param {readonly number[]} counts
 * @param {number} least
 * @param {number} most
 */
export function sizes(counts, least, most) {
  const roots = counts.map(Math.sqrt);
  const [low, high] = [Math.min(...roots), Math.max(...roots)];
  return roots.map((root) => (high > low ? least + ((root - low) / (high - low)) * (most - least) : least));
}

/**
 * Words as a dictionary of their language has them. Pure.
 * @template {{ word: string }} Item
 * @param {readonly Item[]} items
 * @param {string} tag
 */
export function inOrder(items, tag) {
  const order = new Intl.Collator(tag === "und" ? undefined : tag);
  return [...items].sort((a, b) => order.compare(a.word, b.word));
}

/**
 * @param {readonly Word[]} items
 * @param {State} state
 * @param {{ title: string, tag: string, open: (word: Word) => void }} options
 */
export function cloud(items, state, { title, tag, open }) {
  const size = new Map(
    sizes(
      items.map((item) => item.count),
      0.95,
      3.4,
    ).map((rem, place) => [items[place]?.word, rem]),
  );
  const list = inOrder(items, tag).map((item) => {
    const link = h(
      "a",
      {
        href: toLink({ ...state, word: item.word }),
        "data-focus": `word:${item.word}`,
        "data-word": item.word,
        "aria-current": item.word === state.word ? "true" : undefined,
        onclick: (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          open(item);
        },
      },
      h("bdi", {}, item.word),
      h("span", { class: "unseen" }, ` ${number(item.count, language())}`),
    );
    link.style.setProperty("--size", `${size.get(item.word) ?? 1}rem`);
    return h("li", {}, link);
  });
  return h("ul", { class: "cloud", "aria-label": t("caption", { title }) }, ...list);
}
