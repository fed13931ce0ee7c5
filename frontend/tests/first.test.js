/** What is done before any module: the language is chosen, and what modules would ask for late is asked for. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { modulesOf, read } from "./files.js";

/** Run first.js as a browser would. @param {{ languages?: string[], stored?: string, search?: string }} visit */
function first({ languages = ["en-US"], stored = "", search = "" }) {
  const documentElement = { lang: "", dataset: {}, classList: { toggle() {} } };
  /** @type {{ rel: string, href: string }[]} */
  const links = [];
  const createElement = () => ({});
  runInNewContext(read("js/first.js"), {
    document: {
      documentElement,
      createElement,
      head: { append: (/** @type {any} */ link) => links.push(link) },
    },
    localStorage: {
      getItem: (/** @type {string} */ name) => (name === "pagewords-language" ? stored : null),
    },
    navigator: { languages },
    location: { search },
    addEventListener() {},
  });
  assert.ok(links.every(({ rel }) => rel === "modulepreload"));
  return { lang: documentElement.lang, asked: links.map(({ href }) => href) };
}

test("the reader's choice wins over the browser's languages", () => {
  assert.equal(first({ languages: ["ko-KR", "en"] }).lang, "ko");
  assert.equal(first({ stored: "en", languages: ["ko-KR"] }).lang, "en");
  assert.equal(first({ languages: ["fr", "de"] }).lang, "en");
});

test("the messages are asked for at once, and so is all that a result needs if one is opened", () => {
  assert.deepEqual(first({}).asked, ["js/messages/en.js"]);
  const start = modulesOf("js/page.js", modulesOf("js/main.js"));
  const needed = [...modulesOf("js/views/result.js")].filter((name) => !start.has(name));
  const { asked } = first({ languages: ["ko"], search: "?key=1" });
  assert.deepEqual(asked.sort(), ["js/messages/ko.js", ...needed].sort());
});
