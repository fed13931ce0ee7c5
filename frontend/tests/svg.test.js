import assert from "node:assert/strict";
import { test } from "node:test";
import { chartSvg, cloudSvg, comparisonSvg, escapeXml, truncate } from "../js/svg.js";

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

test("a cloud has every word, and says what its colour means", () => {
  const words = Array.from({ length: 50 }, (_, index) => ({
    word: `w${index}<`,
    size: 20,
    heading: index === 3,
    x: 40,
    y: 110 + index,
  }));
  const svg = cloudSvg(caption, words, 1_080, 1_920, "in headings");
  for (const { word } of words) assert.ok(svg.includes(`>${escapeXml(word)}</text>`), word);
  assert.ok(svg.includes('viewBox="0 0 1080 1920"'));
  assert.ok(svg.includes(">in headings</text>"));
  const plain = words.map((word) => ({ ...word, heading: false }));
  assert.ok(!cloudSvg(caption, plain, 1_000, 760, "in headings").includes("in headings"));
});

test("a comparison has bars to both sides that end at its words", () => {
  const side = (/** @type {number} */ ratio) => ({ label: `${ratio}`, ratio });
  const rows = [{ word: "<sea>", left: side(1), right: side(0.5) }];
  const svg = comparisonSvg(caption, [
    { title: "More in A", rows },
    { title: "More in B", rows: [] },
  ]);
  assert.ok(svg.includes("&#60;sea&#62;") && svg.includes("More in A") && svg.includes("More in B"));
  const rects = [...svg.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map((match) =>
    match.slice(1),
  );
  assert.deepEqual(rects, [
    ["150.0", "230.0"],
    ["620.0", "115.0"],
  ]);
});
