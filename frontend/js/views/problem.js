/** A failure: what happened, and what the reader can do. */

import { byId, h, join, linkButton, urlField } from "../dom.js";
import { hasMessage, loadLaterMessages, t } from "../messages.js";

/** Codes that are said without loading anything more; trying again may help. */
const FIRST = ["network", "internal"];

const noop = () => {};

/** Renders the problem again, as after a change of language. */
let render = noop;
/** Problems so far: one that is cleared while its reasons load is not shown. */
let problems = 0;

/** The message key of a code. @param {string} code */
export const messageKey = (code) => (hasMessage(`problem_${code}`) ? `problem_${code}` : "problem_internal");

/** @param {string} code @param {ProblemOptions} options */
export function showProblem(code, options) {
  markLink(code === "empty" || code === "invalid_field");
  problems += 1;
  const here = problems;
  const shows = () => here === problems;
  if (FIRST.includes(code)) return show(code, RETRY, options);
  const { status = 0, url = urlField().value.trim() } = options;
  Promise.all([import("./reasons.js"), loadLaterMessages()]).then(
    ([{ exactCode, waysOf }]) => {
      const exact = exactCode(code, status, url);
      if (shows()) show(exact, waysOf(exact, url), options);
    },
    () => shows() && show("network", RETRY, options),
  );
}

/** @type {Ways} */
const RETRY = { retry: "tryAgain" };

/** @param {string} code @param {Ways} ways @param {ProblemOptions} options */
function show(code, { hint = "", limit = "", ...ways }, { status = 0, format = "", retry, paste }) {
  /** @type {Partial<Record<string, () => void>>} */
  const actions = { otherLink: selectLink, retry, paste };
  render = () => {
    const key = messageKey(code);
    const hints = [`${key}_hint`, hint].filter(hasMessage).map((name) => t(name));
    const buttons = Object.entries(ways).map(([way, label]) => linkButton(t(label), () => actions[way]?.()));
    byId("problem").replaceChildren(
      h("p.notice", {}, t(key, { status, format, limit })),
      h("p", {}, ...join(hints, " "), " ", ...join(buttons)),
    );
  };
  render();
}

/** Say to those who listen whether the link field is the cause. @param {boolean} wrong */
function markLink(wrong) {
  urlField().setAttribute("aria-invalid", String(wrong));
  urlField().setAttribute("aria-describedby", wrong ? "problem" : "note");
}

/** Typing then replaces the link. */
function selectLink() {
  urlField().focus();
  urlField().select();
}

export const translateProblem = () => render();

export function clearProblem() {
  render = noop;
  problems += 1;
  markLink(false);
  byId("problem").replaceChildren();
}
