/** Calls of the API for views that load when they are opened. */

import { call, getResult, origin, resultPath } from "./api.js";

/** @param {string} key @param {URLSearchParams} query @returns {Promise<Concordance>} */
export const concordance = (key, query) => getResult(key, `/contexts?${query}`);

/** @param {string} key @param {URLSearchParams} query of a file */
export function concordanceUrl(key, query) {
  const path = resultPath(key, `/contexts?${query}`);
  return `${origin()}/api/${path}`;
}

/** @param {string} key @param {URLSearchParams} query @returns {Promise<Collocates>} */
export const collocates = (key, query) => getResult(key, `/collocates?${query}`);

/** @param {string} key @returns {Promise<{ blocks: TextBlock[] }>} */
export const text = (key) => getResult(key, "/text");

/** @param {string} url @param {string} key of one of its results @returns {Promise<EarlierResult[]>} */
export async function earlier(url, key) {
  return (await call(`results?${new URLSearchParams({ url, key, limit: "20" })}`)).body.items;
}

/** The comparison, or the job that has not ended. @param {string} query @returns {Promise<Comparison | Job>} */
export async function comparison(query) {
  return (await call(`comparisons?${query}`)).body;
}

/** @param {URLSearchParams} query */
export const comparisonUrl = (query) => `${origin()}/api/comparisons?${query}`;

/** @param {string} key @param {URLSearchParams} query */
export function wordsUrl(key, query) {
  const path = resultPath(key, `/words?${query}`);
  return `${origin()}/api/${path}`;
}
