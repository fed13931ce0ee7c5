/** Connects the forms and the language buttons, then shows what the address asks for. */

import { origin } from "./api.js";
import { openFromUrl, openTextForm, submitJob, translateView } from "./app.js";
import { byId, translatePage, urlField } from "./dom.js";
import { setLanguage } from "./messages.js";
import { showLanguages, showTheme } from "./views/header.js";
import { showProblem, translateProblem } from "./views/problem.js";
import { showStart, takeDrops } from "./views/start.js";

/** @param {string} tag */
async function submitSample(tag) {
  const { samples } = await import("./samples.js");
  urlField().value = "";
  submitJob({ ...(samples[tag] ?? samples.en), language: tag });
}

/** All but the result. */
function translate() {
  translatePage();
  showStart({ openTextForm, submitSample });
  showLanguages(changeLanguage);
  showTheme();
  translateProblem();
}

/** @param {string} tag @returns {Promise<void>} */
async function changeLanguage(tag) {
  try {
    await setLanguage(tag);
  } catch {
    return showProblem("network", { retry: () => location.reload() });
  }
  translate();
  translateView();
}

/** @param {string} code @param {HTMLElement} field */
function rejectEmpty(code, field) {
  showProblem(code, { paste: openTextForm });
  field.focus();
}

/** @param {SubmitEvent} event */
function onSubmitLink(event) {
  event.preventDefault();
  const url = urlField().value.trim();
  if (url) submitJob({ url });
  else rejectEmpty("empty", urlField());
}

/** @param {SubmitEvent} event */
function onSubmitText(event) {
  event.preventDefault();
  const field = /** @type {HTMLTextAreaElement} */ (byId("text"));
  if (!field.value.trim()) return rejectEmpty("empty_text", field);
  urlField().value = "";
  submitJob({ text: field.value });
}

function closeTextForm() {
  byId("text-form").hidden = true;
  urlField().focus();
}

export function start() {
  byId("form").addEventListener("submit", onSubmitLink);
  byId("text-form").addEventListener("submit", onSubmitText);
  byId("text-close").addEventListener("click", closeTextForm);
  addEventListener("popstate", openFromUrl);
  takeDrops();
  byId("api-link").setAttribute("href", `${origin()}/api/openapi.json`);
  translate();
  openFromUrl();
}
