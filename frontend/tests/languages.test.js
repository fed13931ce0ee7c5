/** A language that is chosen at the moment when the messages of later views come. */

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = /** @type {any} */ ({ documentElement: {} });

/** Messages that arrive when they are told to. @param {Record<string, string>} messages */
function held(messages) {
  let arrive = () => {};
  const arrived = new Promise((resolve) => {
    arrive = () => resolve({ messages });
  });
  return { load: () => arrived, arrive };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

for (const isFirst of [true, false]) {
  test(`later messages of one language come ${isFirst ? "before" : "after"} another language`, async () => {
    const { languages, loadLaterMessages, setLanguage, t } = await import(`../js/messages.js?${isFirst}`);
    const later = held({ open: "open" });
    const first = held({ name: "이름" });
    languages.en = [async () => ({ messages: { name: "name" } }), later.load];
    languages.ko = [first.load, async () => ({ messages: { open: "열기" } })];
    await setLanguage("en");
    const loading = [loadLaterMessages(), setLanguage("ko")];
    const order = isFirst ? [later, first] : [first, later];
    for (const { arrive } of order) {
      arrive();
      await turn();
    }
    await Promise.all(loading);
    assert.deepEqual([t("name"), t("open")], ["이름", "열기"]);
    await setLanguage("en");
    assert.deepEqual([t("name"), t("open")], ["name", "open"]);
  });
}
