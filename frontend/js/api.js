/** Calls of the API: JSON in, JSON out, and every failure as a `Failure` with a code. */

/** What a call or a job did not give; its code is the API's own, or `network`. */
export class Failure extends Error {
  /** @param {string} code @param {{ status?: number, retryAfter?: number | null, ended?: boolean }} [more] */
  constructor(code, { status = 0, retryAfter = null, ended = false } = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
    // Of a job that has ended: only a new one can do better.
    this.ended = ended;
    // The same call may well succeed in a moment.
    this.retry = !ended && (code === "network" || status === 429 || status >= 500);
  }
}

/** Where the API is, with no slash at its end. */
export function origin() {
  const meta = document.querySelector('meta[name="pagewords-api"]');
  return (meta?.getAttribute("content") ?? "").replace(/\/+$/, "");
}

/** Seconds of a Retry-After header. @param {Headers} headers */
export function retryAfter(headers) {
  const value = headers.get("Retry-After") ?? "";
  return /^\d+$/.test(value) ? Number(value) : null;
}

/** @param {string} where @param {RequestInit} [options] */
async function call(where, options) {
  let response;
  try {
    response = await fetch(`${origin()}/api/${where}`, options);
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw new Failure("network");
  }
  const after = retryAfter(response.headers);
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return { body, after };
  let code = typeof body?.code === "string" ? body.code : "internal";
  // An address is unknown for its key alone, and a text bad for its length.
  if (code === "not_found") code = "unknown_key";
  if (body?.field === "text") code = "body_too_large";
  throw new Failure(code, { status: response.status, retryAfter: after });
}

const path = (/** @type {string} */ key, rest = "") => `results/${encodeURIComponent(key)}${rest}`;

const ofResult = async (/** @type {string} */ key, rest = "") => (await call(path(key, rest))).body;

/** @param {Record<string, unknown>} submission @param {AbortSignal} [signal] @returns {Promise<Job>} */
export async function submit(submission, signal) {
  const headers = { "Content-Type": "application/json" };
  return (await call("jobs", { method: "POST", headers, body: JSON.stringify(submission), signal })).body;
}

/** @param {string} key @param {AbortSignal} [signal] @returns {Promise<Look>} */
export async function look(key, signal) {
  const { body, after } = await call(`jobs/${encodeURIComponent(key)}`, { signal });
  return { job: body, ended: /^(finished|failed)$/.test(body.status), retryAfter: after };
}

/** @param {string} key @returns {Promise<Result>} */
export const result = (key) => ofResult(key);

/** @param {string} key @param {URLSearchParams} query @returns {Promise<Words>} */
export const words = (key, query) => ofResult(key, `/words?${query}`);

/** @param {string} key @param {URLSearchParams} query @returns {Promise<Contexts>} */
export const contexts = (key, query) => ofResult(key, `/contexts?${query}`);

/** @param {string} url @returns {Promise<Earlier[]>} */
export async function earlier(url) {
  return (await call(`results?${new URLSearchParams({ url, limit: "20" })}`)).body.items;
}

/** @param {Record<string, string>} query @returns {Promise<{ left: Side, right: Side }>} */
export async function comparison(query) {
  return (await call(`comparisons?${new URLSearchParams(query)}`)).body;
}

/** Rows that the API gives at most at once. */
const MOST = 1_000;

/** @param {string} key @param {URLSearchParams} query */
export async function allWords(key, query) {
  const part = (/** @type {number} */ offset) =>
    words(key, new URLSearchParams([...query, ["limit", `${MOST}`], ["offset", `${offset}`]]));
  const first = await part(0);
  const others = Array.from({ length: Math.ceil(first.total / MOST) - 1 }, (_, place) =>
    part((place + 1) * MOST),
  );
  return [first, ...(await Promise.all(others))].flatMap((list) => list.items);
}

/** @param {string} key @param {URLSearchParams} query */
export const wordsLink = (key, query) => `${origin()}/api/${path(key, `/words?${query}`)}`;
