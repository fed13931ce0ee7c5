/** Addresses for views that load when they are opened. Pure. */

import { wordsQuery } from "./state.js";

/** For a comparison: all choices of the word list but its order. @param {State} state */
export function compareQuery(state) {
  const query = wordsQuery(state);
  query.delete("sort");
  query.set("left", state.key);
  query.set("right", state.with);
  query.set("limit", String(state.show));
  return query;
}

/** A bookmark that opens this page with the link of the open page. @param {string} home URL of this page */
export function bookmarklet(home) {
  return `javascript:void(location.href=${JSON.stringify(`${home}?url=`)}+encodeURIComponent(location.href))`;
}
