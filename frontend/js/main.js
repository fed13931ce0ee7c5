/** Starts the page: the ways in, what its forms do, its languages, and what its address asks for. */

import { origin } from "./api.js";
import { ask, open, openText, speakAgain } from "./app.js";
import { announce, byId, fillMessages, h, joined, linkButton, linkField } from "./dom.js";
import { keep, kept, showTheme } from "./history.js";
import { chooseLanguage, language, languages, setLanguage, t } from "./messages.js";
import { bookmark } from "./state.js";
import { respeakProblem, showProblem } from "./views/waiting.js";

/** Count a sample of ours. @param {string} tag its language */
async function sample(tag) {
  const { samples } = await import("./samples.js");
  linkField().value = "";
  ask({ ...(samples[tag] ?? samples.en), language: tag });
}

function showWays() {
  const other = language() === "ko" ? "en" : "ko";
  const ways = [
    linkButton(t("pasteText"), openText),
    linkButton(t("trySample"), () => sample(language())),
    linkButton(t("otherSample"), () => sample(other), { lang: other === "ko" && other }),
  ];
  byId("ways").replaceChildren(t("or"), " ", ...joined(ways));
}

function showLanguages() {
  const buttons = Object.entries(languages).map(([tag, messages]) => {
    const choose = () => {
      setLanguage(tag);
      keep("language", tag);
      speak();
      speakAgain();
      byId(`speak-${tag}`).focus();
    };
    const attributes = { id: `speak-${tag}`, lang: tag, "aria-pressed": String(tag === language()) };
    return linkButton(messages.language ?? tag, choose, attributes);
  });
  byId("languages").replaceChildren(...joined(buttons));
}

function showBookmarklet() {
  // Pressed here, it would only lead back here.
  const explain = (/** @type {Event} */ event) => {
    event.preventDefault();
    announce(t("bookmarkletHint"));
  };
  const home = new URL("./", location.href).href;
  const link = h("a.box", { href: bookmark(home), onclick: explain }, t("bookmarklet"));
  byId("bookmarklet").replaceChildren(link, t("bookmarkletHint"));
}

/** Say everything that the page itself says in the current language. */
function speak() {
  fillMessages();
  showWays();
  showLanguages();
  showBookmarklet();
  showTheme();
  respeakProblem();
}

/** Say that a field is empty, and lead to it. @param {string} code @param {HTMLElement} field */
function empty(code, field) {
  showProblem(code, { paste: openText });
  field.focus();
}

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const url = linkField().value.trim();
  if (url) ask({ url });
  else empty("empty", linkField());
});
byId("text-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = /** @type {HTMLTextAreaElement} */ (byId("text"));
  if (!field.value.trim()) return empty("empty_text", field);
  linkField().value = "";
  ask({ text: field.value });
});
byId("text-close").addEventListener("click", () => {
  byId("text-form").hidden = true;
  linkField().focus();
});
addEventListener("popstate", open);

setLanguage(chooseLanguage(kept("language"), navigator.languages));
byId("api-link").setAttribute("href", `${origin()}/api/openapi.json`);
speak();
open();
