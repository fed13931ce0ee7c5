import assert from "node:assert/strict";
import { test } from "node:test";
import { addWord, parseBlocks, parseWords, toggleBlock } from "../js/lists.js";
import { CLOUD_SIZE, DEFAULTS, fromQuery, pageQuery, toQuery, wordsQuery } from "../js/state.js";

test("the default state has no query", () => {
  assert.equal(toQuery(DEFAULTS), "");
  assert.deepEqual(fromQuery(""), DEFAULTS);
});

test("a query string restores its state", () => {
  const state = {
    ...DEFAULTS,
    key: "k",
    scope: "page",
    unit: 2,
    stop: "show",
    q: "한국 어",
    show: 25,
    hide: "a,b",
    keep: "그",
    view: "cloud",
    with: "other",
    word: "&=?",
  };
  assert.deepEqual(fromQuery(toQuery(/** @type {any} */ (state))), state);
});

test("the key comes first", () => {
  assert.equal(toQuery({ ...DEFAULTS, scope: "page", key: "abc" }), "?key=abc&scope=page");
});

test("invalid parameters have their defaults", () => {
  const state = fromQuery("?key=k&scope=moon&unit=7&show=11&offset=-3&view=x&nonsense=1");
  assert.deepEqual(state, { ...DEFAULTS, key: "k" });
});

test("the chart requests its bars and the table its page", () => {
  assert.match(String(pageQuery({ ...DEFAULTS, show: 25, offset: 100 })), /limit=25&offset=0$/);
  assert.match(String(pageQuery({ ...DEFAULTS, view: "table", offset: 100 })), /limit=100&offset=100$/);
});

test("only phrases are sorted by likelihood", () => {
  assert.match(String(pageQuery({ ...DEFAULTS, sort: "likelihood" })), /sort=count/);
  assert.match(String(pageQuery({ ...DEFAULTS, sort: "likelihood", unit: 2 })), /sort=likelihood/);
});

test("a file has the whole list", () => {
  const query = wordsQuery({ ...DEFAULTS, scope: "page" });
  assert.equal(query.get("scope"), "page");
  assert.equal(query.get("limit"), null);
});

test("the cloud requests its words", () => {
  assert.match(
    String(pageQuery({ ...DEFAULTS, view: "cloud", show: 10 })),
    new RegExp(`limit=${CLOUD_SIZE}&offset=0$`),
  );
});

test("the reader's own words are sent for lists and for files", () => {
  const state = { ...DEFAULTS, hide: "a,b", keep: "the" };
  assert.equal(pageQuery(state).get("hide"), "a,b");
  assert.equal(wordsQuery(state).get("keep"), "the");
});

test("own words are separated by commas or line breaks, each once", () => {
  assert.deepEqual(parseWords(" a, b,,a\nnew york "), ["a", "b", "new york"]);
  assert.deepEqual(parseWords(""), []);
  assert.equal(addWord("", "a"), "a");
  assert.equal(addWord("a,b", "a"), "a,b");
});

test("a class is asked for of words alone", () => {
  assert.equal(pageQuery({ ...DEFAULTS, class: "noun" }).get("class"), "noun");
  assert.equal(pageQuery({ ...DEFAULTS, class: "noun", unit: 2 }).get("class"), null);
  assert.equal(pageQuery(DEFAULTS).get("class"), null);
});

test("a block that is moved twice is back, and moved blocks go with every list", () => {
  assert.equal(toggleBlock("", 12), "12");
  assert.equal(toggleBlock("12,3", 4), "3,4,12");
  assert.equal(toggleBlock("3,4,12", 4), "3,12");
  assert.deepEqual(parseBlocks("3,x,-1,4"), [3, 4]);
  assert.equal(wordsQuery({ ...DEFAULTS, blocks: "3,4" }).get("blocks"), "3,4");
});
