/**
 * The first view stays small: what the start page and a result load before the reader clicks anything, in the
 * language with the larger messages, each file compressed on its own, as a server sends it. Views that load
 * when they are opened do not count.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { linkedFiles, modulesOf, read, root } from "./files.js";

const LIMIT = 32 * 1024;

/** @param {string} name */
const compressedSize = (name) => gzipSync(readFileSync(new URL(name, root)), { level: 9 }).length;

const languages = ["en", "ko"].map((tag) => `js/messages/${tag}.js`);
const messages = languages.sort((a, b) => compressedSize(a) - compressedSize(b)).at(-1) ?? "";

/** The stylesheets that app.js loads with a result. */
const resultStyles = (/import\("\.\/views\/result\.js"\), ([^)]*)\)/.exec(read("js/app.js"))?.[1] ?? "")
  .split(", ")
  .map((view) => `styles/views/${view.slice(1, -1)}.css`);

const modules = modulesOf("js/page.js", modulesOf("js/main.js"));
const start = new Set(["index.html", "js/first.js", ...linkedFiles(), ...modules, messages]);
const result = new Set([...start, ...modulesOf("js/views/result.js"), ...resultStyles]);

for (const [name, files] of Object.entries({ "the start page": start, "a result": result })) {
  test(`${name} needs at most 32 KB compressed`, (context) => {
    const size = [...files].reduce((sum, file) => sum + compressedSize(file), 0);
    context.diagnostic(`${size} bytes in ${files.size} files, at most ${LIMIT}`);
    assert.ok(size <= LIMIT, `${size} bytes`);
  });
}

test("the first view has the parts that it needs, and not those that load later", () => {
  for (const name of [
    "js/messages/ko.js",
    "js/views/problem.js",
    "icons/pagewords.svg",
    "styles/tokens.css",
  ]) {
    assert.ok(start.has(name), name);
  }
  assert.ok(!start.has("js/views/result.js"));
  assert.ok(!start.has("js/views/start.js"));
  for (const name of ["js/views/chart.js", "styles/views/chart.css"]) {
    assert.ok(result.has(name), name);
  }
  for (const name of ["js/views/word.js", "js/views/options.js", "js/api-later.js"]) {
    assert.ok(!result.has(name), name);
  }
});

test("index.html loads all modules of the start page at once", () => {
  const found = [
    ...read("index.html").matchAll(/<(?:link rel="modulepreload" href|script type="module" src)="([^"]+)"/g),
  ];
  assert.deepEqual(found.map((match) => match[1]).sort(), [...modules].sort());
});
