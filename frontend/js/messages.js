/** What the interface says: a message by its key, in the language that is chosen. */

import { messages as en } from "./messages/en.js";
import { messages as ko } from "./messages/ko.js";

/** The languages there are; adding one is adding a file and a line here. @type {Record<string, Messages>} */
export const languages = { en, ko };

const STORED = "pagewords-language";
let current = "en";

/**
 * The language for a reader: the one chosen before, else the first of the browser's that there is.
 * @param {string | null} stored
 * @param {readonly string[]} preferred BCP 47 tags
 */
export function chooseLanguage(stored, preferred) {
  const tags = [stored ?? "", ...preferred].map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  return tags.find((tag) => Object.hasOwn(languages, tag)) ?? "en";
}

/** Choose by what is stored and what the browser asks for. */
export function startLanguage() {
  let stored = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // A browser that stores nothing asks the browser's languages each time.
  }
  setLanguage(chooseLanguage(stored, navigator.languages));
}

/** @param {string} language */
export function setLanguage(language) {
  current = language in languages ? language : "en";
  document.documentElement.lang = current;
}

/** @param {string} language */
export function rememberLanguage(language) {
  setLanguage(language);
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Not kept, but spoken.
  }
}

/** The BCP 47 tag of the interface's language. */
export function language() {
  return current;
}

/**
 * A message with its gaps filled.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  return fill(languages[current]?.[key] ?? en[key] ?? key, values);
}

/** @param {string} key */
export function has(key) {
  return key in en;
}

/**
 * @param {string} text with gaps such as `{count}`
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap));
}
