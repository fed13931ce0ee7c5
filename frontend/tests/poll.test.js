import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../js/api.js";
import { DEADLINE, delay, FIRST_DELAY, MAX_DELAY, pollUntilDone, sleep } from "../js/poll.js";

test("delays grow from the first to the maximum", () => {
  const delays = Array.from({ length: 20 }, (_, polls) => delay(polls, null));
  assert.equal(delays[0], FIRST_DELAY);
  assert.equal(delays.at(-1), MAX_DELAY);
  assert.deepEqual(
    delays,
    delays.toSorted((a, b) => a - b),
  );
});

test("Retry-After: 1 means soon while a job runs, and a second when the server refuses", () => {
  assert.equal(delay(0, 1), FIRST_DELAY);
  assert.equal(delay(0, 1, true), 1_000);
});

test("a longer Retry-After is honoured", () => {
  assert.equal(delay(0, 3), 3_000);
  assert.equal(delay(0, 30, true), 30_000);
  assert.equal(delay(0, 0), FIRST_DELAY);
  assert.equal(delay(50, 1), MAX_DELAY);
});

test("sleep rejects as soon as it is aborted", async () => {
  const controller = new AbortController();
  const sleeping = sleep(60_000, controller.signal);
  controller.abort();
  await assert.rejects(sleeping, { name: "AbortError" });
});

/** Returns or throws each outcome once, the last for ever. @param {any[]} outcomes */
function pollStub(outcomes) {
  return async () => {
    const outcome = outcomes.length > 1 ? outcomes.shift() : outcomes[0];
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
}

test("polling ends with the job", async () => {
  /** @type {unknown[]} */
  const seen = [];
  const job = await pollUntilDone(
    pollStub([
      { job: "queued", done: false, retryAfter: null },
      { job: "done", done: true, retryAfter: null },
    ]),
    { onPoll: (job) => seen.push(job) },
  );
  assert.equal(job, "done");
  assert.deepEqual(seen, ["queued"]);
});

test("polling goes on after a lost connection, and reports it", async () => {
  let lost = 0;
  const offline = new Problem("network");
  const job = await pollUntilDone(pollStub([offline, { job: "done", done: true, retryAfter: null }]), {
    onOffline: () => {
      lost += 1;
    },
  });
  assert.equal(job, "done");
  assert.equal(lost, 1);
});

test("a problem that a retry cannot solve is thrown", async () => {
  const unknown = new Problem("unknown_key", { status: 404 });
  await assert.rejects(pollUntilDone(pollStub([unknown]), {}), /unknown_key/);
});

test("polling stops at the deadline", async () => {
  let clock = 0;
  const queued = pollStub([{ job: "queued", done: false, retryAfter: null }]);
  const job = await pollUntilDone(
    () => {
      clock += DEADLINE;
      return queued();
    },
    { now: () => clock },
  );
  assert.equal(job, null);
});

test("a long Retry-After does not postpone the deadline", async () => {
  let clock = 0;
  const refused = new Problem("unavailable", { status: 503, retryAfter: 3_600 });
  const now = () => {
    clock += DEADLINE - 1;
    return clock;
  };
  assert.equal(await pollUntilDone(pollStub([refused]), { now }), null);
});
