import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../js/api.js";
import { DEADLINE, delay, FIRST, LONGEST, pause, untilEnded } from "../js/poll.js";

test("looks start close together and grow apart", () => {
  const delays = Array.from({ length: 20 }, (_, looks) => delay(looks, null));
  assert.equal(delays[0], FIRST);
  assert.equal(delays.at(-1), LONGEST);
  assert.deepEqual(
    delays,
    delays.toSorted((a, b) => a - b),
  );
});

test("a second is soon while a job runs, and a second where the server refuses", () => {
  assert.equal(delay(0, 1), FIRST);
  assert.equal(delay(0, 1, true), 1_000);
});

test("more than a second is never undercut", () => {
  assert.equal(delay(0, 3), 3_000);
  assert.equal(delay(0, 30, true), 30_000);
  assert.equal(delay(0, 0), FIRST);
  assert.equal(delay(50, 1), LONGEST);
});

test("a pause ends at once when told to stop", async () => {
  const stop = new AbortController();
  const waiting = pause(60_000, stop.signal);
  stop.abort();
  await assert.rejects(waiting, { name: "AbortError" });
});

/** @param {any[]} answers */
function looker(answers) {
  return async () => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

test("looking ends with the job", async () => {
  /** @type {unknown[]} */
  const seen = [];
  const job = await untilEnded(
    looker([
      { job: "queued", ended: false, retryAfter: null },
      { job: "done", ended: true, retryAfter: null },
    ]),
    { onLook: (one) => seen.push(one) },
  );
  assert.equal(job, "done");
  assert.deepEqual(seen, ["queued"]);
});

test("a lost connection is told and survived", async () => {
  let lost = 0;
  const gone = new Failure("network");
  const job = await untilEnded(looker([gone, { job: "done", ended: true, retryAfter: null }]), {
    onLost: () => {
      lost += 1;
    },
  });
  assert.equal(job, "done");
  assert.equal(lost, 1);
});

test("a failure that will not mend is passed on", async () => {
  const unknown = new Failure("unknown_key", { status: 404 });
  await assert.rejects(untilEnded(looker([unknown]), {}), /unknown_key/);
});

test("waiting is given up at the deadline", async () => {
  let clock = 0;
  const queued = looker([{ job: "queued", ended: false, retryAfter: null }]);
  const job = await untilEnded(
    () => {
      clock += DEADLINE;
      return queued();
    },
    { now: () => clock },
  );
  assert.equal(job, null);
});

test("whatever the server asks for, the deadline is told in time", async () => {
  let clock = 0;
  const refused = new Failure("unavailable", { status: 503, retryAfter: 3_600 });
  const now = () => {
    clock += DEADLINE - 1;
    return clock;
  };
  assert.equal(await untilEnded(looker([refused]), { now }), null);
});
