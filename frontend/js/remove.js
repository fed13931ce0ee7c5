/** Cancels a job, or deletes its result and its text. */

import { call } from "./api.js";

/** @param {string} key @param {string} token of the submission that made the job */
export async function remove(key, token) {
  const headers = { "Pagewords-Token": token };
  await call(`jobs/${encodeURIComponent(key)}`, { method: "DELETE", headers });
}
