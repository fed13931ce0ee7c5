import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { messages as en } from "../js/messages/en.js";
import { chooseLanguage, fill, languages } from "../js/messages.js";

const js = new URL("../js/", import.meta.url);
const sources = readdirSync(js, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js") && !name.startsWith("messages/") && name !== "samples.js")
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

/** Literals that look like words for people, and are none. */
const NOT_FOR_PEOPLE = [
  /^(Retry-After|Content-Type|POST|replaceState|pushState|Escape)$/,
  /^(no element|no picture)/, // of errors that nobody sees
  /^[a-z]{2}( [a-z]{2})+$/, // tags of languages
  /^[a-z_]+( [a-z_]+)+$/, // codes of failures
  /^javascript:|encodeURIComponent/,
  /^<|viewBox/, // of pictures
];

/** A module's code without comments and imports. @param {string} text */
function codeOf(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm, "")
    .replace(/^(import|export) [^;]*? from "[^"]*";/gm, "");
}

test("no string of the interface stands outside the message files", () => {
  for (const { name, text } of sources) {
    const code = codeOf(text);
    const literals = [...code.matchAll(/"([^"\n]*)"|'([^'\n]*)'|`((?:[^`\\]|\\.)*)`/g)]
      .map((found) => found[1] ?? found[2] ?? found[3] ?? "")
      .map((literal) => literal.replace(/\$\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, ""));
    // Words for people have capitals, spaces between them, or letters that no key has.
    const words = literals
      .filter((literal) => /\p{Lu}|\p{L} \p{L}|(?![a-z])\p{Ll}|\p{Lo}/u.test(literal))
      .filter((literal) => !(literal in en) && !NOT_FOR_PEOPLE.some((known) => known.test(literal)));
    assert.deepEqual(words, [], name);
    // And where text goes into the page, no literal of letters goes.
    const put =
      /(textContent = |title = |append\(|announce\(|linkButton\(|replaceChildren\(|\}, )["'`]\p{L}.*/gu;
    const said = /(aria-label"|placeholder|title|alt): ["'`](?!https:)\p{L}.*/gu;
    assert.deepEqual([...code.matchAll(put), ...code.matchAll(said)].map(String), [], name);
  }
  const visible = html.replace(
    /<noscript>[\s\S]*?<\/noscript>|<title>[\s\S]*?<\/title>|<!--[\s\S]*?-->/g,
    "",
  );
  const texts = [...visible.matchAll(/>([^<>]*)</g)].map((found) => (found[1] ?? "").trim());
  assert.deepEqual(texts.filter(Boolean), []);
  assert.doesNotMatch(visible, /(aria-label|title|alt|placeholder)="(?!https:)/);
});

test("no message is left that nobody asks for", () => {
  const code = `${sources.map(({ text }) => codeOf(text)).join("\n")}\n${html}`;
  // Some are asked for by the first part of their key.
  const stems = [...code.matchAll(/`(\w+)_\$\{/g)].map((found) => found[1] ?? "");
  const isAsked = (/** @type {string} */ key) => code.includes(`"${key}"`) || key === "language";
  const idle = Object.keys(en).filter((key) => {
    const stem = key.split("_")[0] ?? "";
    return !isAsked(key) && !stems.includes(stem) && !(key.includes("_") && isAsked(stem));
  });
  assert.deepEqual(idle, []);
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
