/**
 * When to look again at a job: soon at first, then less and less often.
 *
 * Retry-After counts whole seconds, so one second is the least that it can say, and many jobs take a tenth of
 * that: while a job is waited for, a second means "soon". Two or more are never undercut, nor is any number
 * with which the server refuses.
 */

import { Failure, look } from "./api.js";

export const FIRST = 150;
export const LONGEST = 2_000;
const GROWTH = 1.35;
/** Milliseconds after which waiting is given up; the job goes on. */
export const DEADLINE = 60_000;

/**
 * Milliseconds to the next look.
 * @param {number} looks how often we have looked already
 * @param {number | null} retryAfter seconds
 */
export function delay(looks, retryAfter, refused = false) {
  const own = Math.min(FIRST * GROWTH ** looks, LONGEST);
  const asked = retryAfter ?? 0;
  return asked > 1 || refused ? Math.max(own, asked * 1_000) : own;
}

/** Wait, unless told to stop. @param {number} milliseconds @param {AbortSignal} [signal] */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/**
 * Look at a job until it has ended; null after the deadline.
 * @param {() => Promise<Look>} look
 * @param {Watch} watch
 */
export async function untilEnded(look, { signal, after = 0, now = () => performance.now(), onLook, onLost }) {
  const until = now() + DEADLINE;
  if (after) await pause(after, signal);
  for (let looks = 0; now() < until; looks += 1) {
    let wait = 0;
    try {
      const seen = await look();
      if (seen.ended) return seen.job;
      onLook?.(seen.job);
      wait = delay(looks, seen.retryAfter);
    } catch (error) {
      if (!(error instanceof Failure && error.retry)) throw error;
      onLost?.();
      wait = delay(looks, error.retryAfter, true);
    }
    await pause(Math.min(wait, until - now()), signal);
  }
  return null;
}

/** Wait for a job to end well; throws where it does not. @param {string} key @param {Watch} watch */
export async function finished(key, watch) {
  const job = await untilEnded(() => look(key, watch.signal), watch);
  if (!job) throw new Failure("slow");
  watch.onEnd?.(job);
  if (job.error) throw new Failure(job.error.code, { status: job.error.status ?? 0, ended: true });
}
