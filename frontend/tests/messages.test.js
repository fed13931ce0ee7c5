import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { messages as first } from "../js/messages/en.js";
import { messages as later } from "../js/messages/en-later.js";
import { messages as reference } from "../js/messages/en-reference.js";
import { interpolate, languages } from "../js/messages.js";
import { modulesOf, read } from "./files.js";

const en = { ...first, ...later };
/** What the API's reference says; reference.test.js looks at it. */
const ofReference = Object.keys(reference);
const js = new URL("../js/", import.meta.url);
const sources = readdirSync(js, { recursive: true, encoding: "utf8" })
  .filter(
    (name) => name.endsWith(".js") && !name.startsWith("messages/") && !/^(samples|demo)\.js$/.test(name),
  )
  .map((name) => ({ name, text: readFileSync(new URL(name, js), "utf8") }));
const html = readFileSync(new URL("../index.html", import.meta.url), "utf8");

test("every language has every message, with the same placeholders", async () => {
  // A plural form, such as {count:word|words}, is of its language.
  const placeholders = (/** @type {string} */ text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  for (const [language, files] of Object.entries(languages)) {
    const [before, after] = await Promise.all(files.map((load) => load()));
    assert.deepEqual(Object.keys(before?.messages ?? {}).sort(), Object.keys(first).sort(), language);
    const messages = { ...before?.messages, ...after?.messages };
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(en).sort(), language);
    for (const [key, text] of Object.entries(messages)) {
      assert.deepEqual(placeholders(text), placeholders(en[key] ?? ""), `${language} ${key}`);
      assert.notEqual(text.trim(), "", `${language} ${key}`);
    }
  }
});

test("every message that is used exists", () => {
  const inCode = sources.flatMap(({ text }) => [...text.matchAll(/\bt\("(\w+)"/g)].map((match) => match[1]));
  const inHtml = [...html.matchAll(/data-(?:message|label)="(\w+)"/g)].map((match) => match[1]);
  assert.ok(inCode.length > 30);
  for (const key of [...inCode, ...inHtml]) assert.ok((key ?? "") in en, key);
});

test("the first view says nothing that is loaded later", () => {
  const modules = new Set([
    ...modulesOf("js/page.js", modulesOf("js/main.js")),
    ...modulesOf("js/views/result.js"),
  ]);
  const found = [...modules].flatMap((name) =>
    [...read(name).matchAll(/\bt\(\n?\s*"(\w+)"/g)].map((match) => match[1]),
  );
  assert.ok(found.length > 30);
  assert.deepEqual(
    found.filter((key) => (key ?? "") in later),
    [],
  );
});

/** String literals that look like text of the interface but are not. */
const NOT_TEXT = [
  /^(Retry-After|Content-Type|Pagewords-Token|POST|DELETE|replaceState|pushState|Escape|Enter)$/,
  /^(no element|no picture)/, // errors that no reader sees
  /^[a-z]{2}( [a-z]{2})+$/, // language tags
  /^[a-z_]+( [a-z_]+)+$/, // problem codes
  /^javascript:|encodeURIComponent/,
  /^<|viewBox/, // SVG
  /^x-[a-zA-Z]+$/, // members of the API's document
  /^\(\?<!|^\[\^|^\^\(\?:/, // regular expressions
  /^(DOMContentLoaded|AbortError)$/,
  /^M( h1v1h-1z)?$/, // a path of SVG, and a level of codes
];

/** A module without comments and imports. @param {string} text */
function codeOf(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm, "")
    .replace(/^(import|export) [^;]*? from "[^"]*";/gm, "");
}

test("all text of the interface is in the message files", () => {
  for (const { name, text } of sources) {
    const code = codeOf(text);
    const literals = [...code.matchAll(/"([^"\n]*)"|'([^'\n]*)'|`((?:[^`\\]|\\.)*)`/g)]
      .map((match) => match[1] ?? match[2] ?? match[3] ?? "")
      .map((literal) => literal.replace(/\$\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, ""));
    // Text has capitals, spaces between words, or letters outside a to z.
    const found = literals
      .filter((literal) => /\p{Lu}|\p{L} \p{L}|(?![a-z])\p{Ll}|\p{Lo}/u.test(literal))
      .filter((literal) => !(literal in en) && !ofReference.includes(literal))
      .filter((literal) => !NOT_TEXT.some((known) => known.test(literal)));
    assert.deepEqual(found, [], name);
    // No literal is written into the page.
    const written =
      /(textContent = |title = |append\(|announce\(|linkButton\(|replaceChildren\(|\}, )["'`]\p{L}.*/gu;
    const labels = /(aria-label"|placeholder|title|alt): ["'`](?!https:)\p{L}.*/gu;
    assert.deepEqual([...code.matchAll(written), ...code.matchAll(labels)].map(String), [], name);
  }
  const visible = html.replace(
    /<noscript>[\s\S]*?<\/noscript>|<title>[\s\S]*?<\/title>|<!--[\s\S]*?-->/g,
    "",
  );
  // Except what is painted before any script comes, which the page has in every language.
  const first = Object.keys(languages).map((tag) => `<span class="${tag}" lang="${tag}">[^<>]+</span>`);
  const pairs = new RegExp(`>\\s*${first.join("\\s*")}\\s*<`, "g");
  assert.ok([...visible.matchAll(pairs)].length >= 6);
  const texts = [...visible.replace(pairs, "><").matchAll(/>([^<>]*)</g)].map((match) =>
    (match[1] ?? "").trim(),
  );
  assert.deepEqual(texts.filter(Boolean), ["Pagewords"]);
  assert.doesNotMatch(visible, /(aria-label|title|alt|placeholder)="(?!https:)/);
});

test("every message is used", () => {
  const code = `${sources.map(({ text }) => codeOf(text)).join("\n")}\n${html}`;
  // Some keys are built from a prefix.
  const prefixes = [...code.matchAll(/`(\w+)_\$\{/g)].map((match) => match[1] ?? "");
  const isUsed = (/** @type {string} */ key) => code.includes(`"${key}"`);
  const unused = Object.keys(en).filter((key) => {
    const prefix = key.split("_")[0] ?? "";
    return !isUsed(key) && !prefixes.includes(prefix) && !(key.includes("_") && isUsed(prefix));
  });
  assert.deepEqual(unused, []);
});

test("no module parses markup", () => {
  for (const { name, text } of sources) {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, name);
  }
});

test("a number has its noun in the singular or in the plural", async () => {
  const sentences = (/** @type {number} */ count) => interpolate(first.sentences ?? "", { count });
  assert.deepEqual([0, 1, 2].map(sentences), ["0 sentences", "1 sentence", "2 sentences"]);
  for (const [key, text] of Object.entries(en)) {
    for (const [, name] of text.matchAll(/\{(\w+):/g)) assert.ok(text.includes(`{${name}}`), key);
  }
});

test("placeholders are filled in and unknown ones stay", () => {
  assert.equal(interpolate("{count} of {total}", { count: 3, total: 7 }), "3 of 7");
  assert.equal(interpolate("{count}", {}), "{count}");
});
