/** A failure: what happened, and what the reader can do. */

import { byId, h, join, linkButton, urlField } from "../dom.js";
import { hasMessage, loadLaterMessages, t } from "../messages.js";

/** Codes after which pasting may help. */
const OFFER_PASTE =
  "unreachable tls timeout http_status blocked not_a_page too_large too_many_redirects bad_response too_complex encrypted no_text format needs_javascript no_words gave_up challenge consent login paywall".split(
    " ",
  );
/** Codes after which another link helps. */
const OFFER_OTHER_LINK = ["invalid_field", "unknown_key", "expired"];
/** Codes that trying again does not change. */
const NO_RETRY = [
  ...OFFER_OTHER_LINK,
  "empty",
  "empty_text",
  "body_too_large",
  "too_many_words",
  "empty_file",
  "file_too_large",
];
/** Codes that end the waiting, not the job. */
const JOB_CONTINUES = ["stopped", "slow"];

const noop = () => {};

/** Renders the problem again, as after a change of language. */
let render = noop;

/** The message key of a code. @param {string} code */
export const messageKey = (code) => (hasMessage(`problem_${code}`) ? `problem_${code}` : "problem_internal");

/** @param {string} code @param {ProblemOptions} options */
export function showProblem(code, { status = 0, format = "", hasLink = true, retry = noop, paste = noop }) {
  render = () => {
    const hint = `${messageKey(code)}_hint`;
    const hints = [hasLink && hasMessage(hint) && t(hint), OFFER_PASTE.includes(code) && t("pasteHint")];
    const retryLabel = t(hasLink && JOB_CONTINUES.includes(code) ? "lookAgain" : "tryAgain");
    const ways = [
      OFFER_PASTE.includes(code) && linkButton(t("pasteInstead"), paste),
      !NO_RETRY.includes(code) && linkButton(retryLabel, retry),
      OFFER_OTHER_LINK.includes(code) && linkButton(t("otherLink"), selectLink),
    ];
    byId("problem").replaceChildren(
      h("p.notice", {}, t(messageKey(code), { status, format })),
      h("p", {}, ...join(hints, " "), " ", ...join(ways)),
    );
  };
  if (hasMessage(`problem_${code}`)) render();
  else
    loadLaterMessages()
      .catch(noop)
      .then(() => render());
}

/** Typing then replaces the link. */
function selectLink() {
  urlField().focus();
  urlField().select();
}

export const translateProblem = () => render();

export function clearProblem() {
  render = noop;
  byId("problem").replaceChildren();
}
