/** The page stays small: all of its HTML, CSS and JavaScript, both languages too, in one archive. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const root = new URL("..", import.meta.url);
const MOST = 40 * 1024;

/** @param {string} folder @returns {string[]} */
function files(folder) {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(css|js)$/.test(name))
    .map((name) => `${folder}/${name}`);
}

test("all of it together takes at most 40 KB compressed", () => {
  const names = ["index.html", ...files("styles"), ...files("js")];
  assert.ok(names.length > 20);
  const all = Buffer.concat(names.map((name) => readFileSync(new URL(name, root))));
  const size = gzipSync(all, { level: 9 }).length;
  assert.ok(size <= MOST, `${size} bytes`);
});
