/** Entry point of the API's reference: its messages, its language and theme, and the document. */

import { origin } from "./api.js";
import { byId, translatePage } from "./dom.js";
import { language, setLanguage } from "./messages.js";
import { showHeader } from "./views/header.js";
import { failure, reference } from "./views/reference.js";

/** What this page says besides the header. @type {Record<string, LoadMessages>} */
const own = {
  en: () => import("./messages/en-reference.js"),
  ko: () => import("./messages/ko-reference.js"),
};

/** @type {OpenApi | null} */
let found = null;

/** @param {string} tag */
async function show(tag) {
  await setLanguage(tag);
  const messages = (await own[language()]?.())?.messages ?? {};
  const base = origin() || location.origin;
  try {
    found ??= /** @type {OpenApi} */ (await (await fetch(`${origin()}/api/openapi.json`)).json());
    byId("main").replaceChildren(...reference(found, messages, base));
  } catch {
    byId("main").replaceChildren(failure(messages, () => show(tag)));
  }
  document.title = messages.documentTitle ?? "";
  byId("help-link").setAttribute("href", `help/${language()}.html`);
  translatePage();
  showHeader(show);
  document.body.classList.add("ready");
}

await show(document.documentElement.lang);
