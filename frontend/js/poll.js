/** Polls a job with exponential backoff. */

import { Problem, pollJob } from "./api.js";

/** Milliseconds. */
export const FIRST_DELAY = 40;
export const MAX_DELAY = 2_000;
const BACKOFF = 1.35;
/** Milliseconds after which polling stops; the job goes on. */
export const DEADLINE = 60_000;

/**
 * Milliseconds until the next poll. Retry-After counts whole seconds: while a job runs, 1 means "soon". More is
 * honoured, and any value if the poll was refused.
 * @param {number} polls so far
 * @param {number | null} retryAfter in seconds
 */
export function delay(polls, retryAfter, refused = false) {
  const backoff = Math.min(FIRST_DELAY * BACKOFF ** polls, MAX_DELAY);
  const requested = retryAfter ?? 0;
  return requested > 1 || refused ? Math.max(backoff, requested * 1_000) : backoff;
}

/** Rejects when aborted. @param {number} milliseconds @param {AbortSignal} [signal] */
export function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, milliseconds);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}

/**
 * Poll until the job is done. Returns null after the deadline.
 * @param {() => Promise<Poll>} poll
 * @param {PollOptions} options
 */
export async function pollUntilDone(poll, options) {
  const { signal, after = 0, now = () => performance.now(), onPoll, onOffline } = options;
  const deadline = now() + DEADLINE;
  if (after) await sleep(after, signal);
  for (let polls = 0; now() < deadline; polls += 1) {
    let wait = 0;
    try {
      const { job, done, retryAfter } = await poll();
      if (done) return job;
      onPoll?.(job);
      wait = delay(polls, retryAfter);
    } catch (error) {
      if (!(error instanceof Problem && error.retryable)) throw error;
      onOffline?.();
      wait = delay(polls, error.retryAfter, true);
    }
    await sleep(Math.min(wait, deadline - now()), signal);
  }
  return null;
}

/** Wait until a job has finished; throws a `Problem` if it fails. @param {string} key @param {PollOptions} options */
export async function waitForJob(key, options) {
  const job = await pollUntilDone(() => pollJob(key, options.signal), options);
  if (!job) throw new Problem("slow");
  options.onDone?.(job);
  const error = job.error;
  if (!error) return;
  const { format, status } = error;
  throw new Problem(format ? "format" : (error.seen ?? error.code), {
    format,
    status,
    jobFailed: true,
    url: job.url,
  });
}
