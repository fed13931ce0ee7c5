/** Creates and finds elements; never parses markup. */

import { t } from "./messages.js";

/**
 * Create an element from "tag.class". A function adds a listener (`onclick`), true sets an empty attribute,
 * false and undefined set none.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag | `${Tag}.${string}`} name
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
export function h(name, attributes, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(/** @type {Tag} */ (tag));
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function")
      element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== false));
  return element;
}

/** @param {string} id */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id}`);
  return element;
}

export const urlField = () => /** @type {HTMLInputElement} */ (byId("url"));

/** Leaves out false parts. @param {Child[]} parts */
export function join(parts, separator = "\u00a0· ") {
  return parts.filter((part) => part !== false).flatMap((part, index) => (index ? [separator, part] : part));
}

/** Set the text and labels of index.html in the current language. */
export function translatePage() {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-message], [data-label]")
  )) {
    const { message, label } = element.dataset;
    if (message) element.textContent = t(message);
    if (label) element.setAttribute("aria-label", t(label));
  }
}

/** Have screen readers say a text. @param {string} text */
export function announce(text) {
  byId("live").textContent = text;
}

/** A button that looks like a link. @param {string} text @param {() => void} onclick */
export function linkButton(text, onclick, attributes = {}) {
  return h("button.link", { type: "button", onclick, ...attributes }, text);
}
