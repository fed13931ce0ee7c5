/** The help pages: the same in every language, with what they name there. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { languages } from "../js/messages.js";
import { read, root } from "./files.js";

const tags = Object.keys(languages);
const pages = new Map(tags.map((tag) => [tag, read(`help/${tag}.html`)]));

/** @param {string} tag @param {RegExp} pattern */
const all = (tag, pattern) => [...(pages.get(tag) ?? "").matchAll(pattern)].map((match) => match[1] ?? "");

test("every language has a page with the same sections and pictures", () => {
  const sections = all("en", /<h2 id="(\w+)"/g);
  assert.ok(sections.length > 8);
  for (const tag of tags) {
    assert.deepEqual(all(tag, /<h2 id="(\w+)"/g), sections, tag);
    assert.deepEqual(all(tag, /<html lang="(\w+)"/g), [tag]);
    const pictures = all(tag, /<img src="([^"]+)" alt="[^"]+"/g);
    assert.ok(pictures.length >= 2);
    for (const picture of pictures) assert.match(picture, new RegExp(`-${tag}\\.png$`));
  }
});

test("what a page links on this server is there", () => {
  for (const tag of tags) {
    for (const path of all(tag, /(?:href|src)="([^":#]+)"/g)) {
      if (path.startsWith("../api/") || path === "../") continue;
      assert.ok(existsSync(new URL(path, new URL("help/", root))), `${tag} ${path}`);
    }
  }
});

test("the buttons that a page names are called so", async () => {
  for (const [tag, load] of Object.entries(languages)) {
    const parts = await Promise.all(load.map((one) => one()));
    const texts = parts.flatMap(({ messages }) => Object.values(messages));
    const named = all(tag, /<b>([^<]+)<\/b>/g).filter((name) => !/→|^htp|^[A-Z]{3,4}$/.test(name));
    assert.ok(named.length > 12);
    for (const name of named) assert.ok(texts.includes(name), `${tag} ${name}`);
  }
});
