/** Connects the forms and the language buttons, then shows what the address asks for. */

import { openFromUrl, ready, submitPasted, translateView } from "./app.js";
import { byId, translatePage, urlField } from "./dom.js";
import { loadLaterView } from "./loader.js";
import { setLanguage } from "./messages.js";
import { showProblem, translateProblem } from "./views/problem.js";

/** What the start page has besides its field. A result is painted before it loads. */
async function showStart() {
  if (new URLSearchParams(location.search).has("key")) await ready;
  try {
    const view = await loadLaterView(() => import("./views/start.js"));
    view.showStart();
  } catch {
    failed();
  }
}

const failed = () => showProblem("network", { retry: () => location.reload() });

/** All but the result. */
function translate() {
  translatePage();
  showStart();
  import("./views/header.js").then((view) => view.showHeader(changeLanguage), failed);
  translateProblem();
}

/** @param {string} tag @returns {Promise<void>} */
async function changeLanguage(tag) {
  try {
    await setLanguage(tag);
  } catch {
    return failed();
  }
  translate();
  translateView();
}

/** @param {SubmitEvent} event */
function onSubmitLink(event) {
  event.preventDefault();
  submitPasted(urlField().value.trim());
}

export function start() {
  byId("form").addEventListener("submit", onSubmitLink);
  addEventListener("popstate", openFromUrl);
  translate();
  openFromUrl();
}
