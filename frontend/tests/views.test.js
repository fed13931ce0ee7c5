import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure, retryAfter } from "../js/api.js";
import { nextTheme, withEntry } from "../js/history.js";
import * as format from "../js/messages.js";
import { bookmark } from "../js/state.js";
import { fileName } from "../js/views/export.js";
import { inOrder, nextOrder, parts, sizes } from "../js/views/lists.js";
import { STAGES, stageOf } from "../js/views/waiting.js";
import { direction, strip } from "../js/views/word.js";

test("the longest bar is whole and the others are parts of it", () => {
  assert.deepEqual(parts([10, 5, 1]), [1, 0.5, 0.1]);
  assert.deepEqual(parts([]), []);
});

test("numbers are written as the reader writes them", () => {
  assert.equal(format.number(1234, "en"), "1,234");
  assert.equal(format.number(1234, "de"), "1.234");
  assert.equal(format.share(0.0589, "en"), "5.9%");
  assert.equal(format.size(84_000, "en"), "84 kB");
  assert.equal(format.seconds(1_234, "en"), "1.2");
  assert.equal(format.minutes(10), 1);
  assert.equal(format.minutes(200), 3);
});

test("a moment is told by how long ago it was", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  assert.equal(format.ago("2026-01-01T11:58:00Z", now, "en"), "2 minutes ago");
  assert.equal(format.ago("2026-01-01T11:58:00Z", now, "ko"), "2분 전");
  assert.equal(format.ago("2026-01-01T12:00:05Z", now, "en"), "now");
  assert.match(format.ago("2025-06-01T12:00:00Z", now, "en"), /June 1, 2025/);
});

test("languages and sites have names", () => {
  assert.equal(format.languageName("ko", "en"), "Korean");
  assert.equal(format.languageName("ko", "ko"), "한국어");
  assert.equal(format.languageName("not a tag", "en"), "not a tag");
  assert.equal(format.site("https://www.example.com/a"), "example.com");
  assert.equal(format.site("nonsense"), "nonsense");
});

test("places are parts of the text", () => {
  assert.deepEqual(
    strip(
      [
        [0, "heading"],
        [50, "body"],
      ],
      100,
    ),
    [
      { at: 0, heading: true },
      { at: 0.5, heading: false },
    ],
  );
});

test("a stage is a place in the row of stages", () => {
  const job = { key: "k", url: null, position: null, fetched_bytes: null, error: null };
  assert.equal(stageOf(null), 0);
  assert.equal(stageOf({ ...job, status: "queued", stage: null }), 0);
  assert.equal(stageOf({ ...job, status: "started", stage: "counting" }), STAGES.indexOf("counting"));
  assert.equal(stageOf({ ...job, status: "started", stage: null }), 1);
  assert.equal(stageOf({ ...job, status: "finished", stage: null }), STAGES.length);
});

test("the history has each key once, the newest first, and ends", () => {
  const entry = (/** @type {string} */ key) => ({ key, title: key, words: [] });
  const entries = [..."abcdefgh"].map(entry);
  const found = withEntry(entries, entry("c"));
  assert.deepEqual(found.map((one) => one.key).join(""), "cabdefgh");
  assert.equal(withEntry(entries, entry("z")).length, 8);
});

test("Retry-After is read where it is seconds", () => {
  assert.equal(retryAfter(new Headers({ "Retry-After": "3" })), 3);
  assert.equal(retryAfter(new Headers({ "Retry-After": "soon" })), null);
  assert.equal(retryAfter(new Headers()), null);
});

test("a failure says whether trying again may help", () => {
  assert.equal(new Failure("network").retry, true);
  assert.equal(new Failure("queue_full", { status: 503 }).retry, true);
  assert.equal(new Failure("unknown_key", { status: 404 }).retry, false);
});

test("the themes go round", () => {
  assert.equal(nextTheme("auto"), "light");
  assert.equal(nextTheme("light"), "dark");
  assert.equal(nextTheme("dark"), "auto");
  assert.equal(nextTheme("nonsense"), "auto");
});

test("a cloud's areas grow with its counts", () => {
  assert.deepEqual(sizes([100, 25, 0], 10, 30), [30, 20, 10]);
  assert.deepEqual(sizes([4, 4], 10, 30), [10, 10]);
  assert.deepEqual(sizes([], 10, 30), []);
});

test("words stand as a dictionary of their language has them", () => {
  const items = ["z", "ä", "a"].map((word) => ({ word }));
  assert.deepEqual(
    inOrder(items, "de").map(({ word }) => word),
    ["a", "ä", "z"],
  );
  assert.deepEqual(
    inOrder(items, "sv").map(({ word }) => word),
    ["a", "z", "ä"],
  );
  assert.equal(inOrder(items, "und").length, 3);
});

test("a table is turned by its columns", () => {
  assert.equal(nextOrder("rank", "word"), "word");
  assert.equal(nextOrder("word", "word"), "rank");
  assert.equal(nextOrder("rank", "count"), "least");
  assert.equal(nextOrder("least", "count"), "rank");
});

test("a language has a direction", () => {
  assert.equal(direction("ar-EG"), "rtl");
  assert.equal(direction("he"), "rtl");
  assert.equal(direction("arn"), "ltr");
  assert.equal(direction("ko"), "ltr");
});

test("a file is named in any script, and never by a path", () => {
  assert.equal(fileName("골목 끝의 헌책방", "svg"), "pagewords-골목-끝의-헌책방.svg");
  assert.equal(fileName("../..", "png"), "pagewords.png");
  assert.ok(fileName("a ".repeat(200), "csv").length < 70);
});

test("a bookmark leads here with the link of the page that is open", () => {
  const link = bookmark("https://words.example/");
  assert.match(link, /^javascript:/);
  const location = { href: "https://a.example/?b=1&c" };
  new Function("location", link.replace("javascript:", ""))(location);
  assert.equal(location.href, "https://words.example/?url=https%3A%2F%2Fa.example%2F%3Fb%3D1%26c");
});
