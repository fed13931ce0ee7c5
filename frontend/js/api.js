/** The API client: JSON in, JSON out; every failure is a `Problem` with a code. */

/** A failed call or job. Its code is the API's, or one of this page's own, such as `network` and `slow`. */
export class Problem extends Error {
  /** @param {string} code @param {ProblemDetails} [details] */
  constructor(
    code,
    { status = 0, format = "", retryAfter = null, jobFailed = false, body = null, url } = {},
  ) {
    super(code);
    this.code = code;
    this.status = status;
    this.format = format;
    this.retryAfter = retryAfter;
    this.jobFailed = jobFailed;
    this.body = body;
    this.url = url;
    // The same call may succeed in a moment.
    this.retryable = !jobFailed && (code === "network" || status === 429 || status >= 500);
  }
}

/** The API's origin; empty for this page's own. */
export function origin() {
  const meta = document.querySelector('meta[name="pagewords-api"]');
  return (meta?.getAttribute("content") ?? "").replace(/\/+$/, "");
}

/** In seconds. @param {Headers} headers */
export function retryAfter(headers) {
  const value = headers.get("Retry-After") ?? "";
  return /^\d+$/.test(value) ? Number(value) : null;
}

/** @param {string} path below /api/ @param {RequestInit} [options] */
export async function call(path, options) {
  const response = await fetch(`${origin()}/api/${path}`, options).catch((error) => {
    throw options?.signal?.aborted ? error : new Problem("network");
  });
  const seconds = retryAfter(response.headers);
  const body = await response.json().catch(() => null);
  if (response.status === 204 || (response.ok && body !== null)) return { body, retryAfter: seconds };
  let code = typeof body?.code === "string" ? body.code : "internal";
  // The page calls no other paths, so only a key can be unknown, and a text only be too long.
  if (code === "not_found") code = "unknown_key";
  if (body?.field === "text") code = "body_too_large";
  throw new Problem(code, { status: response.status, retryAfter: seconds, body });
}

export const resultPath = (/** @type {string} */ key, rest = "") =>
  `results/${encodeURIComponent(key)}${rest}`;

/** @param {string} key @param {string} [rest] of the path @param {RequestInit} [options] */
export async function getResult(key, rest, options) {
  const read = () => call(resultPath(key, rest), options);
  const { body } = await read().catch(async (error) => {
    if (error.status !== 429) throw error;
    return (await import("./busy.js")).again(read, error);
  });
  return body;
}

/** @param {Submission} submission @param {AbortSignal} [signal] @returns {Promise<Job>} */
export async function submit(submission, signal) {
  if (submission.file) return (await import("./send.js")).sendFile(submission.file, call, signal);
  const headers = { "Content-Type": "application/json" };
  return (await call("jobs", { method: "POST", headers, body: JSON.stringify(submission), signal })).body;
}

/** @param {string} key @param {AbortSignal} [signal] @returns {Promise<Poll>} */
export async function pollJob(key, signal) {
  const { body, retryAfter } = await call(`jobs/${encodeURIComponent(key)}`, { signal });
  return { job: body, done: /^(finished|failed)$/.test(body.status), retryAfter };
}

/** Asked each time: its owner may have deleted it. @param {string} key @returns {Promise<Result>} */
export const result = (key) => getResult(key, "", { cache: "no-cache" });

/** @param {string} key @param {URLSearchParams} query @returns {Promise<WordList>} */
export const words = (key, query) => getResult(key, `/words?${query}`);
