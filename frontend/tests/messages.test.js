import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { messages as en } from "../js/messages/en.js";
import { chooseLanguage, fill, languages } from "../js/messages.js";

const js = new URL("../js/", import.meta.url);
const sources = readdirSync(js, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js") && !name.startsWith("messages") && name !== "samples.js")
  .map((name) => ({ name, text: readFileSync(new URL(name, js), "utf8") }));
const html = readFileSync(new URL("../index.html", import.meta.url), "utf8");

test("every language has every message, with the same gaps", () => {
  const others = Object.entries(languages).filter(([language]) => language !== "en");
  const gaps = (/** @type {string} */ text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
  for (const [language, messages] of others) {
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(en).sort(), language);
    for (const [key, text] of Object.entries(messages)) {
      assert.deepEqual(gaps(text), gaps(en[key] ?? ""), `${language} ${key}`);
      assert.notEqual(text.trim(), "", `${language} ${key}`);
    }
  }
});

test("every message that is asked for is there", () => {
  const asked = sources.flatMap(({ text }) => [...text.matchAll(/\bt\("(\w+)"/g)].map((found) => found[1]));
  const named = [...html.matchAll(/data-(?:message|label)="(\w+)"/g)].map((found) => found[1]);
  assert.ok(asked.length > 30);
  for (const key of [...asked, ...named]) assert.ok((key ?? "") in en, key);
});

test("no string of the interface stands outside the message files", () => {
  for (const { name, text } of sources) {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    const words = [...code.matchAll(/"([^"\n]*)"|`([^`]*)`/g)]
      .map((found) => found[1] ?? found[2] ?? "")
      .filter((string) => /[가-힣]/.test(string) || /^[A-Z][a-z]+ [a-z]+/.test(string));
    assert.deepEqual(words, [], name);
  }
  const visible = html.replace(
    /<noscript>[\s\S]*?<\/noscript>|<title>[\s\S]*?<\/title>|<!--[\s\S]*?-->/g,
    "",
  );
  const texts = [...visible.matchAll(/>([^<>]*)</g)].map((found) => (found[1] ?? "").trim());
  assert.deepEqual(texts.filter(Boolean), []);
});

test("markup is never made of strings", () => {
  for (const { name, text } of sources) {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, name);
  }
});

test("the reader's choice comes before the browser's", () => {
  assert.equal(chooseLanguage("", ["ko-KR", "en"]), "ko");
  assert.equal(chooseLanguage("en", ["ko-KR"]), "en");
  assert.equal(chooseLanguage("", ["fr", "de"]), "en");
});

test("gaps are filled and unknown ones stay", () => {
  assert.equal(fill("{count} of {total}", { count: 3, total: 7 }), "3 of 7");
  assert.equal(fill("{count}", {}), "{count}");
});
