/** The links analysed in this browser: kept in this browser only. */

import { byId, h, linkButton } from "./dom.js";
import { t } from "./messages.js";

const STORED = "pagewords-recent";
const MOST = 8;

/**
 * The entries with a new one first, each key once. Pure.
 * @param {readonly Entry[]} entries
 * @param {Entry} entry
 */
export function withEntry(entries, entry) {
  return [entry, ...entries.filter((one) => one.key !== entry.key)].slice(0, MOST);
}

/** What was seen in this browser, the newest first. @returns {Entry[]} */
export function recent() {
  try {
    const entries = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(entries)
      ? entries.filter((one) => typeof one?.key === "string" && Array.isArray(one.words))
      : [];
  } catch {
    return [];
  }
}

/** @param {Entry} entry */
export function remember(entry) {
  try {
    localStorage.setItem(STORED, JSON.stringify(withEntry(recent(), entry)));
  } catch {
    // A browser that stores nothing works as well, without a history.
  }
}

/** Show the list on the start page. @param {boolean} visible */
export function showRecent(visible) {
  const place = byId("recent");
  const entries = recent();
  place.hidden = !visible || entries.length === 0;
  if (place.hidden) return;
  const items = entries.map((entry) =>
    h(
      "li",
      {},
      h("a", { href: `?key=${encodeURIComponent(entry.key)}` }, h("bdi", {}, entry.title)),
      h("span", { dir: "auto" }, entry.words.join(", ")),
    ),
  );
  const forget = () => {
    try {
      localStorage.removeItem(STORED);
    } catch {
      // Nothing was stored.
    }
    showRecent(visible);
    byId("url").focus();
  };
  place.replaceChildren(h("h2", {}, t("recent")), h("ul", {}, ...items), linkButton(t("forget"), forget));
}
