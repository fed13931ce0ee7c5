/**
 * When to look again at a job: soon at first, then less and less often.
 *
 * Retry-After counts whole seconds, so one second is the least that it can say, and many jobs take a tenth of
 * that. While a job is waited for, a second therefore means "soon", and the looks keep their own rhythm; two
 * or more are never undercut, nor is any number with which the server refuses (429, 503).
 */

export const FIRST = 150;
export const LONGEST = 2_000;
export const GROWTH = 1.35;
/** Milliseconds after which waiting is given up; the job goes on. */
export const DEADLINE = 60_000;

/**
 * Milliseconds to the next look.
 * @param {number} looks how often we have looked already
 * @param {number | null} retryAfter what the server asked for, in seconds
 * @param {boolean} [refused] whether it refused to answer
 */
export function delay(looks, retryAfter, refused = false) {
  const own = Math.min(FIRST * GROWTH ** looks, LONGEST);
  const asked = retryAfter ?? 0;
  return asked > 1 || refused ? Math.max(own, asked * 1_000) : own;
}

/**
 * Wait, unless told to stop.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}

/**
 * Look at a job until it has ended.
 * @template Job
 * @param {() => Promise<{ job: Job, ended: boolean, retryAfter: number | null }>} look rejects with a
 *   `retry` property where looking again may help
 * @param {{ signal: AbortSignal, onLook: (job: Job) => void, onLost: () => void, now?: () => number,
 *   after?: number }} options `after`: milliseconds before the first look
 * @returns {Promise<Job | null>} null after the deadline
 */
export async function untilEnded(look, options) {
  const { signal, onLook, onLost, now = () => performance.now(), after = 0 } = options;
  const until = now() + DEADLINE;
  if (after) await pause(after, signal);
  for (let looks = 0; now() < until; looks += 1) {
    let retryAfter = null;
    let refused = false;
    try {
      const seen = await look();
      if (seen.ended) return seen.job;
      onLook(seen.job);
      retryAfter = seen.retryAfter;
    } catch (error) {
      const retry = /** @type {{ retry?: boolean, retryAfter?: number | null }} */ (error);
      if (!retry.retry) throw error;
      onLost();
      retryAfter = retry.retryAfter ?? null;
      refused = true;
    }
    await pause(delay(looks, retryAfter, refused), signal);
  }
  return null;
}
