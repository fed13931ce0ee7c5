/** Elements made without markup: text only ever arrives as text. */

import { t } from "./messages.js";

/**
 * Make an element. Functions are listeners (`onclick`), true is an empty attribute, false is none.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id}`);
  return element;
}

/** Fill what the page itself has to say, in the current language. @param {ParentNode} root */
export function fillMessages(root) {
  for (const element of root.querySelectorAll("[data-message]")) {
    element.textContent = t(element.getAttribute("data-message") ?? "");
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.getAttribute("data-label") ?? ""));
  }
}

/** Tell those who listen instead of looking. @param {string} text */
export function announce(text) {
  byId("live").textContent = text;
}

/**
 * A button that looks like a link.
 * @param {string} text
 * @param {() => void} onclick
 * @param {Attributes} [attributes]
 */
export function linkButton(text, onclick, attributes = {}) {
  return h("button", { type: "button", class: "link", onclick, ...attributes }, text);
}
