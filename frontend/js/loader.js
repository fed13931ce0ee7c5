/** Loads a view when it is first shown: its module and the stylesheets that it needs. */

import { Problem } from "./api.js";
import { h } from "./dom.js";

/** Some browsers remember that a module failed to load: then only a reload of the page helps. */
let failed = false;

export const needsReload = () => failed;

/** @type {Map<string, Promise<unknown>>} */
const stylesheets = new Map();

/** @param {string} view */
function loadStylesheet(view) {
  const loading =
    stylesheets.get(view) ??
    new Promise((resolve, reject) => {
      const href = new URL(`../styles/views/${view}.css`, import.meta.url).href;
      document.head.append(h("link", { rel: "stylesheet", href, onload: resolve, onerror: reject }));
    });
  stylesheets.set(view, loading);
  return loading;
}

/**
 * Throws a `Problem` if a file cannot be loaded; a module is tried twice.
 * @template Module
 * @param {() => Promise<Module>} importModule
 * @param {string[]} views whose stylesheets the module needs
 * @returns {Promise<Module>}
 */
export async function loadView(importModule, ...views) {
  try {
    const module = importModule().catch(importModule);
    await Promise.all(views.map(loadStylesheet));
    return await module;
  } catch {
    failed = true;
    throw new Problem("network");
  }
}
