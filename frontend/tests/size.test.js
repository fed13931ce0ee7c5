/** The page stays small: all that it is made of, each file compressed on its own as a server sends it. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const root = new URL("..", import.meta.url);
const MOST = 40 * 1024;

/** @param {string} folder */
function files(folder) {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.\w+$/.test(name))
    .map((name) => `${folder}/${name}`);
}

test("all of it takes at most 40 KB compressed", (context) => {
  const names = ["index.html", ...files("styles"), ...files("js"), ...files("icons")];
  assert.ok(names.some((name) => name.endsWith("messages/ko.js")));
  const sizes = names.map((name) => gzipSync(readFileSync(new URL(name, root)), { level: 9 }).length);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  context.diagnostic(`${size} bytes, at most ${MOST}`);
  assert.ok(size <= MOST, `${size} bytes`);
});
