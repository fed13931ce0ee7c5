/** Light, dark, or as the system says: the button goes round the three. */

import { byId } from "./dom.js";
import { t } from "./messages.js";

const STORED = "pagewords-theme";
const THEMES = ["auto", "light", "dark"];

/** The theme after another one. Pure. @param {string} theme */
export function nextTheme(theme) {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
}

/** The theme that was chosen, in this browser. */
function chosen() {
  try {
    const stored = localStorage.getItem(STORED) ?? "";
    return THEMES.includes(stored) ? stored : "auto";
  } catch {
    return "auto";
  }
}

/** Put a theme on the page and on its button, in the interface's language. */
export function showTheme(theme = chosen()) {
  document.documentElement.dataset.theme = theme;
  const button = byId("theme");
  const name = t(`theme${theme[0]?.toUpperCase()}${theme.slice(1)}`);
  button.setAttribute("aria-label", name);
  button.title = name;
}

/** Let the button change the theme. */
export function startTheme() {
  let theme = chosen();
  byId("theme").addEventListener("click", () => {
    theme = nextTheme(theme);
    showTheme(theme);
    try {
      localStorage.setItem(STORED, theme);
    } catch {
      // Not kept, but shown.
    }
  });
}
