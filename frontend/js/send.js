/** Sends a file to be counted. */

import { Problem } from "./api.js";

/** @typedef {(path: string, options: RequestInit) => Promise<{ body: Job }>} Call */

/** @param {unknown} file a File @param {Call} call @param {AbortSignal} [signal] */
export async function sendFile(file, call, signal) {
  const form = new FormData();
  form.set("file", /** @type {File} */ (file));
  try {
    return (await call("jobs", { method: "POST", body: form, signal })).body;
  } catch (error) {
    if (error instanceof Problem && error.status === 413) throw new Problem("file_too_large");
    if (error instanceof Problem && error.status === 422) throw new Problem("empty_file");
    throw error;
  }
}
