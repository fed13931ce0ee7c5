import assert from "node:assert/strict";
import { test } from "node:test";
import { heightFor, pack } from "../js/pack.js";

const measure = (/** @type {string} */ word, /** @type {number} */ size) => word.length * size * 0.55;
const items = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, index) => ({
    word: `word${"x".repeat(index % 9)}${index}`,
    size: 60 / Math.sqrt(index + 1) + 10,
  }));

for (const [width, height] of [
  [900, 560],
  [340, 620],
  [1080, 1080],
  [1080, 1920],
]) {
  test(`every word has its own place inside ${width} by ${height}`, () => {
    for (const count of [1, 2, 30, 120]) {
      const placed = pack(items(count), width ?? 0, height ?? 0, measure);
      assert.deepEqual(
        placed.map(({ word }) => word),
        items(count).map(({ word }) => word),
      );
      for (const [index, one] of placed.entries()) {
        assert.ok(one.x >= 0 && one.y >= 0 && one.x + one.width <= (width ?? 0) + 1e-6, one.word);
        assert.ok(one.y + one.height <= (height ?? 0) + 1e-6, one.word);
        for (const other of placed.slice(0, index)) {
          const apart =
            one.x >= other.x + other.width ||
            other.x >= one.x + one.width ||
            one.y >= other.y + other.height - 1e-6 ||
            other.y >= one.y + one.height - 1e-6;
          assert.ok(apart, `${one.word} over ${other.word}`);
        }
      }
    }
  });
}

test("sizes stay in proportion", () => {
  const placed = pack(items(40), 900, 560, measure);
  const scale = (placed[0]?.size ?? 0) / (items(1)[0]?.size ?? 1);
  for (const [index, { size }] of items(40).entries()) {
    assert.ok(Math.abs((placed[index]?.size ?? 0) / size - scale) < 1e-9);
  }
});

test("words keep the size for which the height was made", () => {
  const height = heightFor(items(120), 340, measure, 0.8);
  const smallest = pack(items(120), 340, height, measure).at(-1)?.size ?? 0;
  assert.ok(smallest >= 0.75 * (items(120).at(-1)?.size ?? 0), `${smallest}`);
});

test("no line is lower than what is pressed needs, and words keep their size for it", () => {
  const height = heightFor(items(120), 340, measure, 0.8, 24);
  const placed = pack(items(120), 340, height, measure, 24);
  for (const { word, height } of placed) assert.ok(height >= 24 - 1e-9, `${word} ${height}`);
  assert.ok((placed.at(-1)?.size ?? 0) >= 0.75 * (items(120).at(-1)?.size ?? 0));
});

test("no words need no place, and the same words have the same places", () => {
  assert.deepEqual(pack([], 100, 100, measure), []);
  assert.deepEqual(pack(items(50), 500, 400, measure), pack(items(50), 500, 400, measure));
});
