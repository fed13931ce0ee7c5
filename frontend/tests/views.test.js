import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem, retryAfter } from "../js/api.js";
import { join } from "../js/dom.js";
import { fileName } from "../js/download.js";
import * as format from "../js/messages.js";
import { bookmarklet } from "../js/state-later.js";
import { addRecent } from "../js/storage.js";
import { ratios } from "../js/views/chart.js";
import { fontSizes, sortByWord } from "../js/views/cloud.js";
import { nameOf } from "../js/views/collection-parts.js";
import { nextTheme } from "../js/views/header.js";
import { parseEntry } from "../js/views/home.js";
import { STAGES, stageIndex } from "../js/views/progress.js";
import { exactCode } from "../js/views/reasons.js";
import { nextOrder } from "../js/views/table.js";
import { direction, dispersion } from "../js/views/word.js";
import { firstWords, segments, textCounts } from "../js/views/write.js";

test("no line begins with the dot between two parts", () => {
  assert.deepEqual(join(["a", false, "b", "c"]), ["a", "\u00a0· ", "b", "\u00a0· ", "c"]);
});

test("bars are ratios of the longest", () => {
  assert.deepEqual(ratios([10, 5, 1]), [1, 0.5, 0.1]);
  assert.deepEqual(ratios([]), []);
});

test("numbers are formatted for the reader's language", () => {
  assert.equal(format.number(1234, "en"), "1,234");
  assert.equal(format.number(1234, "de"), "1.234");
  assert.equal(format.share(0.0589, "en"), "5.9%");
  assert.equal(format.share(0.00012, "en"), "<0.1%");
  assert.equal(format.share(0.0006, "en"), "0.1%");
  assert.equal(format.share(0, "en"), "0.0%");
  assert.equal(format.size(84_000, "en"), "84 kB");
  assert.equal(format.seconds(1_234, "en"), "1.2");
  assert.equal(format.minutes(10), 1);
  assert.equal(format.minutes(200), 3);
});

test("a time is shown as its age, and after a week as a date", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  assert.equal(format.ago("2026-01-01T11:58:00Z", now, "en"), "2 minutes ago");
  assert.equal(format.ago("2026-01-01T11:58:00Z", now, "ko"), "2분 전");
  assert.equal(format.ago("2026-01-01T12:00:05Z", now, "en"), "justNow");
  assert.match(format.ago("2025-06-01T12:00:00Z", now, "en"), /June 1, 2025/);
});

test("languages and sites have names", () => {
  assert.equal(format.languageName("ko", "en"), "Korean");
  assert.equal(format.languageName("ko", "ko"), "한국어");
  assert.equal(format.languageName("not a tag", "en"), "not a tag");
  assert.equal(format.site("https://www.example.com/a"), "example.com");
  assert.equal(format.site("nonsense"), "nonsense");
});

test("the name of its site is left out of a title", () => {
  const cases = [
    ["Word - Wikipedia", "en.wikipedia.org", "Word"],
    ["Rivers rise | The Guardian", "theguardian.com", "Rivers rise"],
    ["A-Z of rivers – BBC News", "bbc.co.uk", "A-Z of rivers"],
    ["Rivers - a history", "wikipedia.org", "Rivers - a history"],
    ["강 | 위키백과", "ko.wikipedia.org", "강 | 위키백과"],
    ["Wikipedia", "wikipedia.org", "Wikipedia"],
    ["Rivers | Company news", "example.com", "Rivers | Company news"],
  ];
  for (const [title = "", host = "", expected] of cases)
    assert.equal(format.withoutSite(title, host), expected);
});

test("a dispersion plot has positions as ratios of the text", () => {
  assert.deepEqual(
    dispersion(
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

test("a job has the index of its stage", () => {
  const job = { key: "k", url: null, position: null, fetched_bytes: null, error: null };
  assert.equal(stageIndex(null), 0);
  assert.equal(stageIndex({ ...job, status: "queued", stage: null }), 0);
  assert.equal(stageIndex({ ...job, status: "started", stage: "counting" }), STAGES.indexOf("counting"));
  assert.equal(stageIndex({ ...job, status: "started", stage: null }), 1);
  assert.equal(stageIndex({ ...job, status: "finished", stage: null }), STAGES.length);
});

test("recent results have each key once, newest first, up to a maximum", () => {
  const recent = (/** @type {string} */ key) => ({ key, title: key, words: [] });
  const results = [..."abcdefgh"].map(recent);
  const keys = addRecent(results, recent("c")).map(({ key }) => key);
  assert.equal(keys.join(""), "cabdefgh");
  assert.equal(addRecent(results, recent("z")).length, 8);
  // A result that is opened again keeps what deletes it.
  const kept = addRecent([{ ...recent("a"), token: "secret" }, recent("b")], recent("a"));
  assert.deepEqual(
    kept.map(({ token }) => token),
    ["secret", undefined],
  );
});

test("Retry-After is read if it is a number of seconds", () => {
  assert.equal(retryAfter(new Headers({ "Retry-After": "3" })), 3);
  assert.equal(retryAfter(new Headers({ "Retry-After": "soon" })), null);
  assert.equal(retryAfter(new Headers()), null);
});

test("a problem knows whether a retry may help", () => {
  assert.equal(new Problem("network").retryable, true);
  assert.equal(new Problem("queue_full", { status: 503 }).retryable, true);
  assert.equal(new Problem("unknown_key", { status: 404 }).retryable, false);
});

test("the theme button cycles through the themes", () => {
  assert.equal(nextTheme("auto"), "light");
  assert.equal(nextTheme("light"), "dark");
  assert.equal(nextTheme("dark"), "auto");
  assert.equal(nextTheme("nonsense"), "auto");
});

test("the area of a word in the cloud grows with its count", () => {
  assert.deepEqual(fontSizes([100, 25, 0], 10, 30), [30, 20, 10]);
  assert.deepEqual(fontSizes([4, 4], 10, 30), [10, 10]);
  assert.deepEqual(fontSizes([], 10, 30), []);
});

test("words are sorted as in a dictionary of their language", () => {
  const items = ["z", "ä", "a"].map((word) => ({ word }));
  assert.deepEqual(
    sortByWord(items, "de").map(({ word }) => word),
    ["a", "ä", "z"],
  );
  assert.deepEqual(
    sortByWord(items, "sv").map(({ word }) => word),
    ["a", "z", "ä"],
  );
  assert.equal(sortByWord(items, "und").length, 3);
});

test("a heading sorts the table, and sorts it back", () => {
  assert.equal(nextOrder("rank", "word"), "word");
  assert.equal(nextOrder("word", "word"), "rank");
  assert.equal(nextOrder("rank", "count"), "least");
  assert.equal(nextOrder("least", "count"), "rank");
});

test("a language has a writing direction", () => {
  assert.equal(direction("ar-EG"), "rtl");
  assert.equal(direction("he"), "rtl");
  assert.equal(direction("arn"), "ltr");
  assert.equal(direction("ko"), "ltr");
});

test("a file name keeps any script and never has a path", () => {
  assert.equal(fileName("골목 끝의 헌책방", "svg"), "pagewords-골목-끝의-헌책방.svg");
  assert.equal(fileName("../..", "png"), "pagewords.png");
  assert.ok(fileName("a ".repeat(200), "csv").length < 70);
});

test("the bookmarklet opens this page with the link of the open page", () => {
  const link = bookmarklet("https://words.example/");
  assert.match(link, /^javascript:/);
  const location = { href: "https://a.example/?b=1&c" };
  new Function("location", link.replace("javascript:", ""))(location);
  assert.equal(location.href, "https://words.example/?url=https%3A%2F%2Fa.example%2F%3Fb%3D1%26c");
});

test("a text's name is its first words", () => {
  assert.equal(firstWords("  The river runs.\nIt rests. "), "The river runs.");
  assert.equal(firstWords("word ".repeat(30)), `${"word ".repeat(12).slice(0, -1)}…`);
  assert.equal(firstWords("가".repeat(80)), `${"가".repeat(60)}…`);
  assert.equal(firstWords(" \n "), "");
});

test("a text's characters count as a reader counts them", () => {
  assert.deepEqual(textCounts(" 강은\r\n\n흐른다. 😀\r\n"), { characters: 9, solid: 7, spaced: 3, pages: 1 });
  assert.deepEqual(textCounts(""), { characters: 0, solid: 0, spaced: 0, pages: 0 });
  assert.equal(textCounts("가".repeat(201)).pages, 2);
  assert.deepEqual(segments("The river runs. It rests.", "en"), { words: 5, sentences: 2 });
});

test("a site's error has a reason by its status, and a private address its own", () => {
  const codes = [404, 410, 403, 429, 500, 418].map((status) => exactCode("http_status", status, ""));
  assert.deepEqual(codes, ["gone", "gone", "refused", "refused", "failing", "http_status"]);
  for (const host of [
    "localhost:8000",
    "http://127.0.0.1/",
    "https://192.168.0.1",
    "http://[::1]/",
    "nas.local",
  ])
    assert.equal(exactCode("unreachable", 0, host), "private", host);
  for (const host of ["https://example.com", "http://172.32.0.1", "http://[2001:db8::1]/", ""])
    assert.equal(exactCode("unreachable", 0, host), "unreachable", host);
});

test("a name without a dot is a slip, and a link that may not be read has its own reason", () => {
  for (const link of ["https://exam", "http://printer/", "exam"])
    assert.equal(exactCode("unreachable", 0, link), "incomplete", link);
  for (const link of ["ftp://example.com/a", "mailto:a@example.com", "javascript:alert(1)"])
    assert.equal(exactCode("invalid_field", 0, link), "scheme", link);
  for (const link of ["http://user:pw@example.com/", "https://someone@example.com", "someone@example.com"])
    assert.equal(exactCode("invalid_field", 0, link), "user", link);
  for (const link of ["example.com:99999", "word", "https://example.com/@someone", "https://example.com:0/"])
    assert.equal(exactCode("invalid_field", 0, link), "invalid_field", link);
});

test("pages of a collection with equal names are told apart by their paths", () => {
  const member = (/** @type {string} */ key, /** @type {string} */ url, title = "") =>
    /** @type {any} */ ({ key, url, title });
  const members = [
    member("1", "https://a.example/x?y"),
    member("2", "https://a.example/z"),
    member("3", "https://b.example/z"),
    member("4", "https://b.example/1", "News"),
    member("5", "https://c.example/2", "News"),
  ];
  assert.deepEqual(
    members.map((one) => nameOf(one, members)),
    ["a.example /x?y", "a.example /z", "b.example", "News /1", "News /2"],
  );
});

test("what was sent is called neither a link nor a page", () => {
  const codes = ["not_a_page", "too_large", "too_complex", "no_words", "encrypted"];
  assert.deepEqual(
    codes.map((code) => exactCode(code, 0, null)),
    ["sent_not_a_page", "sent_too_large", "sent_too_complex", "sent_no_words", "encrypted"],
  );
  assert.equal(exactCode("not_a_page", 0, "https://example.com/a.doc"), "not_a_page");
});

test("an entry of the sample has a word and its places", () => {
  assert.deepEqual(parseEntry("bridge 19-25 133-139"), {
    word: "bridge",
    places: [
      [19, 25],
      [133, 139],
    ],
  });
});
