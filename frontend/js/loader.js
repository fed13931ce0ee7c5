/** Loads a view when it is first shown: its module and the stylesheets that it needs. */

import { Problem } from "./api.js";
import { h } from "./dom.js";
import { loadLaterMessages } from "./messages.js";

/** Whether the last load failed. Some browsers remember a failed module: then only a reload helps. */
let failed = false;

export const needsReload = () => failed;

/** What nobody asked for did not load: no reason to reload and lose what is typed. */
export function forgive() {
  failed = false;
}

/** @type {Map<string, Promise<unknown>>} */
const stylesheets = new Map();

/** @param {string} view */
function loadStylesheet(view) {
  const loading =
    stylesheets.get(view) ??
    new Promise((resolve, reject) => {
      const href = new URL(`../styles/views/${view}.css`, import.meta.url).href;
      const onerror = () => {
        stylesheets.delete(view);
        link.remove();
        reject(new Error(href));
      };
      const link = h("link", { rel: "stylesheet", href, onload: resolve, onerror });
      document.head.append(link);
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
    const imported = importModule().catch(importModule);
    const [module] = await Promise.all([imported, ...views.map(loadStylesheet)]);
    failed = false;
    return module;
  } catch {
    failed = true;
    throw new Problem("network");
  }
}

/**
 * Load a view that is no part of the first one, with its messages.
 * @template Module
 * @param {() => Promise<Module>} importModule
 * @param {string[]} views
 * @returns {Promise<Module>}
 */
export async function loadLaterView(importModule, ...views) {
  const imported = loadView(importModule, ...views);
  await loadLaterMessages()
    .catch(loadLaterMessages)
    .catch(() => {
      throw new Problem("network");
    });
  return imported;
}
