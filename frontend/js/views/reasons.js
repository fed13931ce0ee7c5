/** What exactly went wrong, and which ways on help: for all problems but those that need no more loading. */

import { limits } from "../limits.js";
import { size } from "../messages.js";

/** Codes after which pasting may help. */
const PASTE =
  "unreachable private tls timeout http_status refused blocked not_a_page too_large too_many_redirects bad_response too_complex encrypted no_text format needs_javascript no_words no_spaces gave_up challenge consent login paywall sent_not_a_page sent_too_large sent_too_complex".split(
    " ",
  );
/** Codes after which another link helps. */
const OTHER_LINK = "invalid_field scheme user incomplete unknown_key expired gone private".split(" ");
/** Codes that trying again does not change. */
const FINAL = [
  ...OTHER_LINK,
  ..."bad_links empty empty_text body_too_large too_many_words empty_file file_too_large encrypted no_text format login paywall sent_not_a_page sent_too_large sent_no_words".split(
    " ",
  ),
];
/** Codes that say something else of a file or text that was sent than of a page. */
const SENT = ["not_a_page", "too_large", "too_complex", "no_words"];
/** Codes that end the waiting, not the job. */
const JOB_CONTINUES = ["stopped", "slow"];
/** Hosts that only their own network reaches. */
const PRIVATE =
  /^(localhost|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(1[6-9]|2\d|3[01])\..*|\[(::1|f[cde].*)\]|.*\.(local|internal|lan|home|test))$/;

/** Another scheme than http or https; after `example.com:` a port follows. */
const OTHER_SCHEME = /^(?!https?:)[a-z][a-z0-9+.-]*:(?!\d{1,5}(?:[/?#]|$))/i;
const USER = /^(?:https?:\/\/)?[^/?#]*@/i;

/**
 * Pure. A code that says more: what a site's status means, and what is wrong with the link or its address.
 * @param {string} code
 * @param {number} status
 * @param {string | null} url null for what was sent
 */
export function exactCode(code, status, url) {
  if (url === null) return SENT.includes(code) ? `sent_${code}` : code;
  if (code === "invalid_field") return OTHER_SCHEME.test(url) ? "scheme" : USER.test(url) ? "user" : code;
  if (code === "unreachable" && PRIVATE.test(hostOf(url))) return "private";
  // A name without a dot is most likely a slip.
  if (code === "unreachable" && /^[^.[]+$/.test(hostOf(url))) return "incomplete";
  if (code !== "http_status") return code;
  if (status === 404 || status === 410) return "gone";
  if (status >= 500) return "failing";
  return [401, 403, 429, 451].includes(status) ? "refused" : code;
}

/** @param {string} url */
function hostOf(url) {
  try {
    return new URL(/^[a-z]+:\/\//i.test(url) ? url : `http://${url}`).hostname;
  } catch {
    return "unknown.example";
  }
}

/** @param {string} code @param {string | null} url @returns {Ways} */
export const waysOf = (code, url) => ({
  limit: size(limits().bytes),
  ...(PASTE.includes(code) && { hint: url === null ? "pasteHintSent" : "pasteHint", paste: "pasteInstead" }),
  ...(!FINAL.includes(code) && { retry: JOB_CONTINUES.includes(code) ? "lookAgain" : "tryAgain" }),
  ...(OTHER_LINK.includes(code) && { otherLink: "otherLink" }),
});
