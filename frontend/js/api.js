/** Calls of the API: JSON in, JSON out, and every failure as a `Failure` with a code. */

/** A call that did not give what was asked for. */
export class Failure extends Error {
  /**
   * @param {string} code the API's own, or `network`
   * @param {{ status?: number, field?: string, retryAfter?: number | null }} [more]
   */
  constructor(code, { status = 0, field = "", retryAfter = null } = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.field = field;
    this.retryAfter = retryAfter;
    /** Whether the same call may well succeed in a moment. */
    this.retry = code === "network" || status === 429 || status >= 500;
  }
}

/** The API's origin, with no slash at its end. */
export function origin() {
  const meta = document.querySelector('meta[name="pagewords-api"]');
  return (meta?.getAttribute("content") ?? "").replace(/\/+$/, "");
}

/**
 * Seconds of a Retry-After header, null where there is none.
 * @param {Headers} headers
 */
export function retryAfter(headers) {
  const value = headers.get("Retry-After");
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function call(path, options) {
  let response;
  try {
    response = await fetch(origin() + path, options);
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw new Failure("network");
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return { response, body };
  throw new Failure(typeof body?.code === "string" ? body.code : "internal", {
    status: response.status,
    field: body?.field,
    retryAfter: retryAfter(response.headers),
  });
}

/**
 * @param {Record<string, unknown>} submission
 * @param {AbortSignal} signal
 * @returns {Promise<Job>}
 */
export async function submit(submission, signal) {
  const { body } = await call("/api/jobs", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(submission),
    signal,
  });
  return body;
}

/**
 * @param {string} key
 * @param {AbortSignal} signal
 * @returns {Promise<{ job: Job, ended: boolean, retryAfter: number | null }>}
 */
export async function look(key, signal) {
  const { response, body } = await call(`/api/jobs/${encodeURIComponent(key)}`, { signal });
  const ended = body.status === "finished" || body.status === "failed";
  return { job: body, ended, retryAfter: retryAfter(response.headers) };
}

/** @param {string} key @returns {Promise<Result>} */
export async function result(key) {
  return (await call(`/api/results/${encodeURIComponent(key)}`)).body;
}

/** @param {string} key @param {string} query @returns {Promise<Words>} */
export async function words(key, query) {
  return (await call(`/api/results/${encodeURIComponent(key)}/words?${query}`)).body;
}

/** @param {string} key @param {string} query @returns {Promise<Contexts>} */
export async function contexts(key, query) {
  return (await call(`/api/results/${encodeURIComponent(key)}/contexts?${query}`)).body;
}

/** The results of a link, newest first. @param {string} url @returns {Promise<Earlier[]>} */
export async function earlier(url) {
  return (await call(`/api/results?${new URLSearchParams({ url, limit: "20" })}`)).body.items;
}

/** @param {Record<string, string>} query @returns {Promise<{ left: Side, right: Side }>} */
export async function comparison(query) {
  return (await call(`/api/comparisons?${new URLSearchParams(query)}`)).body;
}

/** Rows that the API gives at most at once. */
const MOST = 1_000;

/** The whole list of a query, however long. @param {string} key @param {string} query */
export async function allWords(key, query) {
  const part = (/** @type {number} */ offset) => {
    const whole = new URLSearchParams(query);
    whole.set("limit", String(MOST));
    whole.set("offset", String(offset));
    return words(key, whole.toString());
  };
  const first = await part(0);
  const others = Array.from({ length: Math.ceil(first.total / MOST) - 1 }, (_, place) =>
    part((place + 1) * MOST),
  );
  return [first, ...(await Promise.all(others))].flatMap((list) => list.items);
}

/** @param {string} key @param {string} query */
export function wordsLink(key, query) {
  return `${origin()}/api/results/${encodeURIComponent(key)}/words?${query}`;
}
