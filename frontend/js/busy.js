/** Reads again what the API refused for a moment, as where a class opens one large result at once. */

import { sleep } from "./poll.js";

/** Reads in all, and the longest wait that is worth it, in seconds. */
const READS = 6;
const LONGEST = 10;

/**
 * Read again as long as the API says that it will answer soon; throws the last error.
 * @template T
 * @param {() => Promise<T>} read
 * @param {any} error of the first read
 * @returns {Promise<T>}
 */
export async function again(read, error) {
  for (let reads = 1; ; reads += 1) {
    const { retryAfter } = error;
    if (reads === READS || error.status !== 429 || !(retryAfter <= LONGEST)) throw error;
    // Those who were refused together do not come together again.
    await sleep(1_000 * (retryAfter + Math.random()));
    try {
      return await read();
    } catch (next) {
      error = next;
    }
  }
}
