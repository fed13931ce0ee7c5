/** The whole word list, for sorting it and for files: the API returns it in pages. */

import { words } from "./api.js";

/** The API's maximum `limit` for a word list. */
const MAX_LIMIT = 1_000;

/** @param {string} key @param {URLSearchParams} query @returns {Promise<WordList>} */
export async function allWords(key, query) {
  const fetchPage = (/** @type {number} */ offset) =>
    words(key, new URLSearchParams([...query, ["limit", `${MAX_LIMIT}`], ["offset", `${offset}`]]));
  const first = await fetchPage(0);
  const others = Array.from({ length: Math.ceil(first.total / MAX_LIMIT) - 1 }, (_, index) =>
    fetchPage((index + 1) * MAX_LIMIT),
  );
  const items = [first, ...(await Promise.all(others))].flatMap((list) => list.items);
  return { ...first, items };
}
