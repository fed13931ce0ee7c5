/** The stylesheets: one file for each view, whose classes carry the view's name, in one order of layers. */

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { linkedFiles, read, root } from "./files.js";

const shared = ["tokens", "base", "controls"];
const views = readdirSync(new URL("styles/views/", root)).map((file) => file.replace(/\.css$/, ""));
const modules = readdirSync(new URL("js/", root), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .map((name) => read(`js/${name}`));

/** A stylesheet without comments. @param {string} name */
const css = (name) => read(`styles/${name}.css`).replace(/\/\*[\s\S]*?\*\//g, "");

/** Selectors of the rules directly inside the layer; each is indented by two spaces. @param {string} text */
function selectors(text) {
  return [...text.matchAll(/^ {2}([^\s}][^{}]*) \{$/gm)].flatMap((match) => (match[1] ?? "").split(/,\s*/));
}

test("every stylesheet is loaded: the shared ones first, a view's with the page or with its module", () => {
  const linked = linkedFiles()
    .filter((name) => name.endsWith(".css"))
    .map((name) => name.replace(/^styles\/|\.css$/g, ""));
  assert.deepEqual(linked.slice(0, shared.length), shared);
  const later = modules
    .flatMap((text) => [...text.matchAll(/load(?:Later)?View\(\(\) => import\("[^"]+"\), ([^)]*)\)/g)])
    .flatMap((match) => (match[1] ?? "").split(", "))
    .map((view) => `views/${view.slice(1, -1)}`);
  // The API's reference is a page of its own.
  const all = [...linked.slice(shared.length), ...later, "views/reference"];
  assert.deepEqual(all.sort(), views.map((view) => `views/${view}`).sort());
});

test("every rule is in the layer of its file", () => {
  const order = "@layer tokens, base, controls, views;";
  assert.ok(css("tokens").trim().startsWith(order));
  for (const name of [...shared, ...views.map((view) => `views/${view}`)]) {
    const text = css(name).trim().replace(order, "").trim();
    assert.ok(text.startsWith(`@layer ${name.split("/")[0]} {\n`), name);
    // Inside the layer all lines are indented, so only its own braces are not.
    assert.deepEqual(
      text
        .split("\n")
        .slice(1)
        .filter((line) => /^\S/.test(line)),
      ["}"],
      name,
    );
  }
});

test("a view's rules begin with a class of the view's name, and its module exists", () => {
  for (const view of views) {
    assert.ok(existsSync(new URL(`js/views/${view}.js`, root)), view);
    const found = selectors(css(`views/${view}`));
    assert.ok(found.length > 0, view);
    for (const selector of found) assert.match(selector, new RegExp(`^\\.${view}(?![a-z])`), view);
  }
});

test("every class of a stylesheet is used", () => {
  const source = [...modules, read("index.html")].join("\n");
  for (const name of [...shared, ...views.map((view) => `views/${view}`)]) {
    for (const [, used] of css(name).matchAll(/\.([a-z][\w-]*)/g)) {
      assert.match(source, new RegExp(`["'\`. ]${used}["'\`. ]`), `${name} .${used}`);
    }
  }
});

test("a browser without light-dark() has every colour, as in the light theme", () => {
  const [plain, supported] = css("tokens").split("@supports (color: light-dark(#000, #fff)) {");
  const colours = (/** @type {string} */ text, /** @type {RegExp} */ pattern) =>
    new Map([...text.matchAll(pattern)].map((match) => [match[1], match[2]]));
  const light = colours(supported ?? "", /(--[\w-]+): light-dark\((#\w+), #\w+\);/g);
  assert.ok(light.size > 0);
  assert.deepEqual(colours(plain ?? "", /(--[\w-]+): (#\w+);/g), light);
  for (const name of ["base", "controls", ...views.map((view) => `views/${view}`)]) {
    assert.doesNotMatch(css(name), /light-dark/, name);
  }
});
