import assert from "node:assert/strict";
import { test } from "node:test";
import { chartSvg, cloudSvg, escapeXml, truncate } from "../js/svg.js";

const caption = {
  title: "<b> & co",
  note: "https://example.com/?a=1&b=2 · 1 May 2026",
  sans: `"Noto Sans"`,
  serif: "serif",
};

test("markup is escaped, and characters that XML does not allow are dropped", () => {
  assert.equal(escapeXml(`<a href="x">'&`), "&#60;a href=&#34;x&#34;&#62;&#39;&#38;");
  assert.equal(escapeXml("a\u0000b\u001bc\ud800d"), "abcd");
  assert.equal(escapeXml("한국어 😀"), "한국어 😀");
});

test("a long text is truncated between characters", () => {
  assert.equal(truncate("😀😀😀", 2), "😀…");
  assert.equal(truncate("abc", 3), "abc");
});

test("a chart has its title, link, date and every bar", () => {
  const bars = [
    { word: "one", label: "4 · 2%", ratio: 1 },
    { word: "<two>", label: "2 · 1%", ratio: 0.5 },
  ];
  const svg = chartSvg(caption, bars);
  assert.ok(svg.includes("&#60;b&#62; &#38; co"));
  assert.ok(svg.includes("https://example.com/?a=1&#38;b=2 · 1 May 2026"));
  assert.ok(svg.includes("&#60;two&#62;"));
  assert.deepEqual(
    [...svg.matchAll(/<rect x="280"[^>]*? width="([\d.]+)"/g)].map((match) => match[1]),
    ["560.0", "280.0"],
  );
});

test("a cloud has every word inside the picture", () => {
  const words = Array.from({ length: 200 }, (_, index) => ({ word: `w${index}`, size: 15 + (index % 40) }));
  const svg = cloudSvg(caption, words, (word, size) => word.length * size * 0.6);
  for (const { word } of words) assert.ok(svg.includes(`>${word}<`), word);
  const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
  for (const [, x, y] of svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"/g)) {
    assert.ok(Number(x) < 1_000 && Number(y) < height);
  }
});
