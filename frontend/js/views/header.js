/** The header: the choices of language and theme. */

import { byId, join, linkButton } from "../dom.js";
import { language, languageName, languages, t } from "../messages.js";
import { load, store } from "../storage.js";

/** @param {(tag: string) => Promise<void>} onChange */
export function showHeader(onChange) {
  showLanguages(onChange);
  showTheme();
}

/** @param {(tag: string) => Promise<void>} onChange */
function showLanguages(onChange) {
  const buttons = Object.keys(languages).map((tag) => {
    const choose = async () => {
      store("language", tag);
      await onChange(tag);
      showHeader(onChange);
      byId(`language-${tag}`).focus();
    };
    const attributes = { id: `language-${tag}`, lang: tag, "aria-pressed": String(tag === language()) };
    return linkButton(languageName(tag, tag), choose, attributes);
  });
  byId("languages").replaceChildren(...join(buttons));
}

const THEMES = ["auto", "light", "dark"];

/** The theme that the button switches to. Pure. @param {string} theme */
export const nextTheme = (theme) => THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";

/** Apply a theme and label its button; `auto` follows the system. */
function showTheme(theme = load("theme")) {
  const current = THEMES.includes(theme) ? theme : "auto";
  document.documentElement.dataset.theme = current;
  const button = byId("theme");
  const name = t(`theme_${current}`);
  button.setAttribute("aria-label", name);
  button.title = name;
  button.onclick = () => {
    const next = nextTheme(current);
    store("theme", next);
    showTheme(next);
  };
}
