import assert from "node:assert/strict";
import { test } from "node:test";
import { CLOUD, fileQuery, fromLink, ownWords, START, shownQuery, toLink, withWord } from "../js/state.js";

test("the start has no query", () => {
  assert.equal(toLink(START), "");
  assert.deepEqual(fromLink(""), START);
});

test("a link leads back to the state it was made of", () => {
  const state = {
    ...START,
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
  assert.deepEqual(fromLink(toLink(/** @type {any} */ (state))), state);
});

test("the key comes first", () => {
  assert.equal(toLink({ ...START, scope: "page", key: "abc" }), "?key=abc&scope=page");
});

test("what a link says wrongly is as at the start", () => {
  const state = fromLink("?key=k&scope=moon&unit=7&show=11&offset=-3&view=x&nonsense=1");
  assert.deepEqual(state, { ...START, key: "k" });
});

test("the chart asks for its bars and the table for its page", () => {
  assert.match(String(shownQuery({ ...START, show: 25, offset: 100 })), /limit=25&offset=0$/);
  assert.match(String(shownQuery({ ...START, view: "table", offset: 100 })), /limit=100&offset=100$/);
});

test("only phrases are sorted by likelihood", () => {
  assert.match(String(shownQuery({ ...START, sort: "likelihood" })), /sort=count/);
  assert.match(String(shownQuery({ ...START, sort: "likelihood", unit: 2 })), /sort=likelihood/);
});

test("what is taken away is whole", () => {
  const query = fileQuery({ ...START, scope: "page" }, "csv");
  assert.equal(query.get("format"), "csv");
  assert.equal(query.get("scope"), "page");
  assert.equal(query.get("limit"), null);
});

test("the cloud asks for its words", () => {
  assert.match(
    String(shownQuery({ ...START, view: "cloud", show: 10 })),
    new RegExp(`limit=${CLOUD}&offset=0$`),
  );
});

test("the reader's own words go to the API and to files", () => {
  const state = { ...START, hide: "a,b", keep: "the" };
  assert.equal(shownQuery(state).get("hide"), "a,b");
  assert.equal(fileQuery(state, "tsv").get("keep"), "the");
});

test("own words stand between commas or on lines, each once", () => {
  assert.deepEqual(ownWords(" a, b,,a\nnew york "), ["a", "b", "new york"]);
  assert.deepEqual(ownWords(""), []);
  assert.equal(withWord("", "a"), "a");
  assert.equal(withWord("a,b", "a"), "a,b");
});
