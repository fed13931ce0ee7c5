/** Elements made without markup: text only ever arrives as text. */

import { t } from "./messages.js";

/**
 * Make an element: "tag.class". Functions are listeners (`onclick`), true is an empty attribute, false is none.
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

/** The page's first field. */
export const linkField = () => /** @type {HTMLInputElement} */ (byId("url"));

/** Parts with a sign between them; those that are false are left out. @param {Child[]} parts */
export function joined(parts, sign = " · ") {
  return parts.filter((part) => part !== false).flatMap((part, place) => (place > 0 ? [sign, part] : [part]));
}

export function fillMessages() {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-message], [data-label]")
  )) {
    const { message, label } = element.dataset;
    if (message) element.textContent = t(message);
    if (label) element.setAttribute("aria-label", t(label));
  }
}

/** Tell those who listen instead of looking. @param {string} text */
export function announce(text) {
  byId("live").textContent = text;
}

/** A button that looks like a link. @param {string} text @param {() => void} onclick */
export function linkButton(text, onclick, attributes = {}) {
  return h("button.link", { type: "button", onclick, ...attributes }, text);
}
