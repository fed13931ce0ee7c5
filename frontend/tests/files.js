/** Which files a page loads: read from index.html and from the modules' static imports. */

import { readFileSync } from "node:fs";

export const root = new URL("..", import.meta.url);

/** @param {string} name a path below the front end's folder */
export const read = (name) => readFileSync(new URL(name, root), "utf8");

/** The stylesheets and icons that index.html links, in order. */
export function linkedFiles() {
  return [...read("index.html").matchAll(/<link rel="(?:stylesheet|icon)" href="([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
}

/** A module and all that it imports statically, directly or not. @param {string} entry @returns {Set<string>} */
export function modulesOf(entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const [, path] of read(entry).matchAll(/^import [^;]*?"(\.[^"]+)";/gm)) {
    modulesOf(new URL(path ?? "", new URL(entry, root)).href.slice(root.href.length), found);
  }
  return found;
}
