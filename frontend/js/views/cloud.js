/**
 * The word cloud: links, packed, larger for frequent words. In the page they stand in alphabetical order, for those
 * who listen; one colour has one meaning: the word stands in a heading.
 */

import { h, linkButton } from "../dom.js";
import { number, t } from "../messages.js";
import { heightFor, pack } from "../pack.js";
import { toQuery } from "../state.js";
import { direction } from "./word.js";

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

/** Sizes of the smallest and the largest word before they are packed, in pixels; only their ratio lasts. */
const [MIN_SIZE, MAX_SIZE] = [16, 64];
/** Pixels below which no word shrinks, if the cloud can grow, and height of a line that a finger can press. */
const [SMALLEST, PRESSABLE] = [13, 24];
/** The cloud's height for its width on a wide page and on a narrow one, and the width that tells them apart. */
const [WIDE, NARROW, NARROW_WIDTH] = [0.58, 1.35, 560];
/** Pictures besides the page's own: width and height in pixels. @type {Record<string, [number, number]>} */
export const SHAPES = { square: [1080, 1080], story: [1080, 1920] };

/** Words with their sizes, largest first. @param {readonly Word[]} items */
export function sizedWords(items) {
  const sizes = fontSizes(
    items.map((item) => item.count),
    MIN_SIZE,
    MAX_SIZE,
  );
  return items
    .map((item, index) => ({ word: item.word, size: sizes[index] ?? MIN_SIZE, heading: isInHeading(item) }))
    .sort((a, b) => b.size - a.size);
}

/** @param {Word} item */
const isInHeading = ({ zones }) => (zones?.heading ?? 0) > 0;

/** The width of words in a font. @param {string} family */
export function measureIn(family) {
  const context = h("canvas", {}).getContext("2d");
  return (/** @type {string} */ word, /** @type {number} */ size) => {
    if (!context) return word.length * size;
    context.font = `${size}px ${family}`;
    return context.measureText(word).width;
  };
}

/** @param {ResultModel} model */
export function cloud({ result, list, state, title, actions }) {
  /** @type {Map<string, HTMLElement>} */
  const places = new Map();
  const words = sortByWord(list.items, result.language).map((item) => {
    const { word, count } = item;
    const link = h(
      "a",
      {
        href: toQuery({ ...state, word }),
        class: isInHeading(item) && "cloud-heading",
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
    const place = h("li", { "data-word": word }, link);
    places.set(word, place);
    return place;
  });
  const attributes = { dir: direction(result.language), "aria-label": t("caption", { title }) };
  const cloud = h("ul.cloud", attributes, ...words);
  let width = 0;
  const layOut = () => {
    if (cloud.clientWidth === 0 || cloud.clientWidth === width) return;
    width = cloud.clientWidth;
    const words = sizedWords(list.items);
    const measure = measureIn(getComputedStyle(cloud.firstElementChild ?? cloud).fontFamily);
    const needed = heightFor(words, width, measure, SMALLEST / MIN_SIZE, PRESSABLE);
    const height = Math.round(Math.max(width * (width < NARROW_WIDTH ? NARROW : WIDE), needed));
    cloud.style.height = `${height}px`;
    for (const { word, size, x, y } of pack(words, width, height, measure, PRESSABLE)) {
      const style = places.get(word)?.style;
      style?.setProperty("--size", `${size.toFixed(1)}px`);
      style?.setProperty("--x", `${Math.round(x)}px`);
      style?.setProperty("--y", `${Math.round(y)}px`);
    }
  };
  // In a frame of its own: a browser reports a size that changes while it is told of one as an error.
  new ResizeObserver(() => requestAnimationFrame(layOut)).observe(cloud);
  const model = { result, list, state, title, actions };
  const pictures = Object.keys(SHAPES).flatMap((shape) =>
    ["svg", "png"].map((format) =>
      linkButton(`${t(`shape_${shape}`)} ${format.toUpperCase()}`, () =>
        import("../download.js").then((file) => file.download(format, model, shape)).catch(actions.fail),
      ),
    ),
  );
  const legend = list.items.some(isInHeading) && h("span.cloud-legend", {}, t("cloudHeading"));
  return h("div", {}, cloud, h("p.cloud-footer", {}, legend, ...pictures));
}
