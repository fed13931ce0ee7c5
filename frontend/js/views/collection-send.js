/** Sends several links to be looked at together. */

import { call, Problem } from "../api.js";
import { attempt, openFromUrl } from "../app.js";

/**
 * Submit several links, then open them as a collection. Equal links are one.
 * @param {string[]} urls at most 20
 * @param {string} [title]
 * @param {string} [language]
 */
export function submitCollection(urls, title, language) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ urls: [...new Set(urls)], title, language });
  attempt(async () => {
    const { body: found } = await call("collections", { method: "POST", headers, body }).catch((error) => {
      throw nameLinks(error);
    });
    history.pushState({ token: found.token }, "", `?set=${encodeURIComponent(found.key)}`);
    await openFromUrl();
  });
}

/** Where links are wrong, the problem that names them. @param {unknown} error */
function nameLinks(error) {
  if (!(error instanceof Problem && error.body?.links)) return error;
  return new Problem("bad_links", { format: error.body.links.map(({ url }) => url).join(", ") });
}
