/** Packs words into a rectangle: the largest in the middle, none over another, none left out. Pure. */

/** Places that are tried for each word, from the middle outwards. */
const TRIES = 1_200;
/** Turns of a sunflower's seeds: they cover an area evenly. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** The part of the area that words fill at first; less, step by step, until every word has its place. */
const [FILLED, SMALLER] = [0.62, 0.94];
/** Height of a line for its size of type, and the space around a word for its size. */
const [LINE, SPACE] = [1.18, 0.12];
/** Each place as a ratio of half the width and half the height. */
const PLACES = Array.from({ length: TRIES }, (_, index) => {
  const radius = Math.SQRT2 * Math.sqrt(index / TRIES);
  return { x: radius * Math.cos(index * GOLDEN), y: radius * Math.sin(index * GOLDEN) };
}).filter(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1);

/**
 * The place of each word: its left, the top of its line and its size of type, in the units of width and height.
 * Words are given largest first; their sizes are kept in proportion.
 * @template {{ word: string, size: number }} Item
 * @param {readonly Item[]} items
 * @param {number} width
 * @param {number} height
 * @param {(word: string, size: number) => number} measure a word's width at a size
 * @param {number} [least] height of a line that no word goes below, as what is pressed needs one
 * @returns {(Item & Box)[]}
 */
export function pack(items, width, height, measure, least = 0) {
  const boxes = items.map((item) => {
    const space = item.size * SPACE;
    return { item, space, width: measure(item.word, item.size) + 2 * space, height: item.size * LINE };
  });
  const boxesAt = (/** @type {number} */ scale) =>
    boxes.map((box) => ({ ...box, height: Math.max(box.height, least / scale) }));
  const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
  const widest = Math.max(...boxes.map((box) => box.width), 1);
  let scale = Math.min(Math.sqrt((FILLED * width * height) / Math.max(area, 1)), width / widest);
  for (;;) {
    const placed = placeAll(boxesAt(scale), width / scale, height / scale);
    if (placed)
      return placed.map(({ item, space, x, y, width, height }) => ({
        ...item,
        size: item.size * scale,
        x: (x + space) * scale,
        y: y * scale,
        width: (width - 2 * space) * scale,
        height: height * scale,
      }));
    scale *= SMALLER;
  }
}

/**
 * The height that words need at a scale of their sizes, with room to spare.
 * @param {readonly { word: string, size: number }[]} items
 * @param {number} width
 * @param {(word: string, size: number) => number} measure
 * @param {number} scale
 * @param {number} [least] as `pack` takes it
 */
export function heightFor(items, width, measure, scale, least = 0) {
  const area = items.reduce(
    (sum, { word, size }) =>
      sum + (measure(word, size) + 2 * SPACE * size) * Math.max(size * LINE, least / scale),
    0,
  );
  return (area * scale ** 2) / (width * (FILLED - 0.1));
}

/**
 * Null if a word finds no place.
 * @template {{ width: number, height: number }} Part
 * @param {readonly Part[]} boxes
 * @param {number} width
 * @param {number} height
 */
function placeAll(boxes, width, height) {
  /** @type {(Part & { x: number, y: number })[]} */
  const placed = [];
  for (const box of boxes) {
    const [free, below] = [(width - box.width) / 2, (height - box.height) / 2];
    if (free < 0 || below < 0) return null;
    const place = PLACES.find(({ x, y }) => {
      const [left, top] = [free + x * free, below + y * below];
      return !placed.some(
        (other) =>
          left < other.x + other.width &&
          other.x < left + box.width &&
          top < other.y + other.height &&
          other.y < top + box.height,
      );
    });
    if (!place) return null;
    placed.push({ ...box, x: free + place.x * free, y: below + place.y * below });
  }
  return placed;
}
