/** What stands around the work: the ways in, the languages, the bookmarklet. */

import { ask, openText, speakAgain } from "./app.js";
import { bookmark } from "./bookmark.js";
import { byId, fillMessages, h, linkButton } from "./dom.js";
import { language, languages, rememberLanguage, t } from "./messages.js";
import { showTheme } from "./theme.js";
import { respeakProblem } from "./views/problem.js";

/** Count a sample of ours, in one of its languages. @param {string} tag */
async function sample(tag) {
  const { samples } = await import("./samples.js");
  const chosen = samples[tag] ?? samples.en;
  /** @type {HTMLInputElement} */ (byId("url")).value = "";
  if (chosen) ask({ text: chosen.text, title: chosen.title, language: chosen.language });
}

function showWays() {
  const other = language() === "ko" ? "en" : "ko";
  byId("ways").replaceChildren(
    t("or"),
    " ",
    linkButton(t("pasteText"), openText),
    " · ",
    linkButton(t("trySample"), () => sample(language())),
    " · ",
    linkButton(t("otherSample"), () => sample(other), { lang: other === "ko" && other }),
  );
}

function showLanguages() {
  const buttons = Object.entries(languages).map(([tag, messages]) =>
    h(
      "button",
      {
        type: "button",
        class: "link",
        lang: tag,
        "aria-pressed": String(tag === language()),
        "data-tag": tag,
        onclick: () => {
          rememberLanguage(tag);
          speak();
          speakAgain();
          /** @type {HTMLElement | null} */ (byId("languages").querySelector(`[data-tag="${tag}"]`))?.focus();
        },
      },
      messages.language ?? tag,
    ),
  );
  byId("languages").replaceChildren(...buttons.flatMap((one, place) => (place ? [" · ", one] : [one])));
}

function showBookmarklet() {
  const link = h(
    "a",
    { class: "button", href: bookmark(new URL("./", location.href).href.split("?")[0] ?? "") },
    t("bookmarklet"),
  );
  const hint = h("span", {}, t("bookmarkletHint"));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    hint.textContent = t("bookmarkletDrag");
    hint.setAttribute("role", "status");
  });
  byId("bookmarklet").replaceChildren(link, " ", hint);
}

/** Say everything that the page itself says in the current language. */
export function speak() {
  fillMessages(document);
  showWays();
  showLanguages();
  showBookmarklet();
  showTheme();
  respeakProblem();
}
