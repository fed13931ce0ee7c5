/** Failing: one sentence on what happened, one on what to do, and the links to do it. */

import { byId, h, linkButton } from "../dom.js";
import { has, t } from "../messages.js";

/** Codes after which pasting the text is a way on. */
const PASTE = new Set([
  "unreachable",
  "tls",
  "timeout",
  "http_status",
  "not_a_page",
  "too_large",
  "too_many_redirects",
  "bad_response",
  "too_complex",
  "needs_javascript",
  "no_words",
  "gave_up",
]);
/** Codes that stay as they are however often one tries. */
const FINAL = new Set(["empty", "emptyText", "invalid_field", "unknown_key", "expired", "body_too_large"]);
/** Codes whose way on is another link in the field. */
const OTHER = new Set(["invalid_field", "unknown_key", "expired"]);

/** Says what is shown once more, as in another language. @type {() => void} */
let speak = () => {};

/**
 * @param {string} code
 * @param {{ status?: number, retry: () => void, paste: () => void }} ways
 */
export function showProblem(code, { status = 0, retry, paste }) {
  const known = has(`problem_${code}`) ? code : "internal";
  speak = () => {
    const ways = [
      PASTE.has(known) && linkButton(t("pasteInstead"), paste),
      !FINAL.has(known) && linkButton(t("tryAgain"), retry),
      OTHER.has(known) && linkButton(t("otherLink"), otherLink),
    ].filter((way) => way !== false);
    const hint = h("p", {}, t(`problem_${known}_hint`), " ");
    hint.append(...ways.flatMap((way, place) => (place ? [" · ", way] : [way])));
    show(t(`problem_${known}`, { status }), hint);
  };
  speak();
}

/** Lead to the link field, its text chosen so that typing replaces it. */
function otherLink() {
  const field = /** @type {HTMLInputElement} */ (byId("url"));
  field.focus();
  field.select();
}

/**
 * What is no failure, but ends the waiting.
 * @param {"stopped" | "slow"} name
 * @param {boolean} kept whether there is a link to come back to
 * @param {() => void} act
 */
export function showNotice(name, kept, act) {
  speak = () => {
    const hint = kept ? `${t(`${name}Hint`)} ` : "";
    show(t(name), h("p", {}, hint, linkButton(t(kept ? "lookAgain" : "tryAgain"), act)));
  };
  speak();
}

/** Say what is shown in the language that is chosen now. */
export function respeakProblem() {
  speak();
}

/** @param {string} sentence @param {Node} hint */
function show(sentence, hint) {
  byId("problem").replaceChildren(h("p", { class: "what" }, sentence), hint);
}

export function clearProblem() {
  speak = () => {};
  byId("problem").replaceChildren();
}
