/** What this browser stores: preferences and recent results. Everything works without storage too. */

/** Maximum number of recent results. */
const MAX_RECENT = 8;

const key = (/** @type {string} */ name) => `pagewords-${name}`;

/** @param {string} name */
export function load(name) {
  try {
    return localStorage.getItem(key(name)) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} name @param {string} text an empty one removes the entry */
export function store(name, text) {
  try {
    if (text) localStorage.setItem(key(name), text);
    else localStorage.removeItem(key(name));
  } catch {
    // Storage is off or full: the choice holds until the page is closed.
  }
}

/** Newest first, each key once. Pure. @param {RecentResult[]} results @param {RecentResult} added */
export function addRecent(results, added) {
  const known = results.find((result) => result.key === added.key);
  const token = added.token ?? known?.token;
  return [{ ...added, token }, ...results.filter((result) => result.key !== added.key)].slice(0, MAX_RECENT);
}

/** Newest first. @returns {RecentResult[]} */
export function recentResults() {
  try {
    /** @type {RecentResult[]} */
    const results = JSON.parse(load("recent"));
    return results.filter((result) => typeof result.key === "string" && Array.isArray(result.words));
  } catch {
    return [];
  }
}

/** @param {RecentResult} result */
export function remember(result) {
  store("recent", JSON.stringify(addRecent(recentResults(), result)));
}
