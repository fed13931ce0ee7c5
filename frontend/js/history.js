/** What this browser remembers for the reader; one that stores nothing works as well. */

import { byId, h, linkButton, linkField } from "./dom.js";
import { t } from "./messages.js";

/** Links that are remembered at most. */
const MOST = 8;

const key = (/** @type {string} */ name) => `pagewords-${name}`;

/** @param {string} name */
export function kept(name) {
  try {
    return localStorage.getItem(key(name)) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} name @param {string} text nothing is forgotten */
export function keep(name, text) {
  try {
    if (text) localStorage.setItem(key(name), text);
    else localStorage.removeItem(key(name));
  } catch {
    // Shown, but not kept.
  }
}

/** The new one first, each key once. @param {Entry[]} entries @param {Entry} entry */
export function withEntry(entries, entry) {
  return [entry, ...entries.filter((one) => one.key !== entry.key)].slice(0, MOST);
}

/** The newest first. @returns {Entry[]} */
export function recent() {
  try {
    /** @type {Entry[]} */
    const entries = JSON.parse(kept("recent"));
    return entries.filter((one) => typeof one.key === "string" && Array.isArray(one.words));
  } catch {
    return [];
  }
}

/** @param {Entry} entry */
export function remember(entry) {
  keep("recent", JSON.stringify(withEntry(recent(), entry)));
}

/** The links counted in this browser, on the start page. @param {boolean} visible */
export function showRecent(visible) {
  const place = byId("recent");
  const entries = recent();
  place.hidden = !visible || entries.length === 0;
  const items = entries.map(({ key, title, words }) =>
    h(
      "li",
      {},
      h("a", { href: `?key=${encodeURIComponent(key)}` }, h("bdi", {}, title)),
      h("span", { dir: "auto" }, words.join(", ")),
    ),
  );
  const forget = () => {
    keep("recent", "");
    showRecent(visible);
    linkField().focus();
  };
  place.replaceChildren(h("h2", {}, t("recent")), h("ul", {}, ...items), linkButton(t("forget"), forget));
}

const THEMES = ["auto", "light", "dark"];

/** The theme after another one. Pure. @param {string} theme */
export const nextTheme = (theme) => THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";

/** Colours as the system says, light, or dark: the button goes round the three. */
export function showTheme(theme = kept("theme")) {
  const shown = THEMES.includes(theme) ? theme : "auto";
  document.documentElement.dataset.theme = shown;
  const button = byId("theme");
  const name = t(`theme_${shown}`);
  button.setAttribute("aria-label", name);
  button.title = name;
  button.onclick = () => {
    const next = nextTheme(shown);
    keep("theme", next);
    showTheme(next);
  };
}
