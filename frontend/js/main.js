/** Starts the page: what it says, what its forms do, and what its address asks for. */

import { origin } from "./api.js";
import { ask, open, openText } from "./app.js";
import { byId } from "./dom.js";
import { startLanguage } from "./messages.js";
import { speak } from "./shell.js";
import { startTheme } from "./theme.js";
import { showProblem } from "./views/problem.js";

const field = /** @type {HTMLInputElement} */ (byId("url"));
const textField = /** @type {HTMLTextAreaElement} */ (byId("text"));

/** Say that a field is empty, and lead to it. @param {string} code @param {HTMLElement} element */
function empty(code, element) {
  showProblem(code, { retry: () => {}, paste: openText });
  element.focus();
}

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const url = field.value.trim();
  if (url) ask({ url });
  else empty("empty", field);
});
byId("text-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = textField.value;
  if (!text.trim()) return empty("emptyText", textField);
  field.value = "";
  ask({ text });
});
byId("text-close").addEventListener("click", () => {
  byId("text-form").hidden = true;
  field.focus();
});
addEventListener("popstate", open);

startLanguage();
startTheme();
byId("api-link").setAttribute("href", `${origin()}/api/openapi.json`);
speak();
open();
