/** The API's reference in English. What a call does is in the document. */

/** @type {Messages} */
export const messages = {
  documentTitle: "API – Pagewords",
  title: "The API",
  lead: "Count the words of pages, texts and files from a program of your own. Send a job, wait until it has ended, read the result under the same key.",
  document: "For programs: the OpenAPI document",
  start: "Three commands to paste",
  step1: "Send a text and wait until it is counted. For a page, send its link as “url” instead.",
  step2: "Read its most frequent words.",
  step3:
    "Save all of them as a file for a spreadsheet. The job must have finished: before, the file would hold the job.",
  calls: "Every call",
  callsHint:
    "Open a call to see its parameters and a real answer. `$KEY` and `$OTHER` stand for keys that you have, `$TOKEN` for the token of the job. Answers may get new members: ignore those that you do not know.",
  call: "A call",
  answer: "Its answer:",
  empty: "It has no body.",
  body: "A body:",
  initial: "default",
  required: "required",
  copy: "Copy",
  copied: "Copied",
  failures: "Why a job fails",
  failuresHint: "A job that failed has one of these in `error.code`. The answer of its result has it too.",
  refusals: "Why a call is refused",
  refusalsHint: "A refusal is JSON with one of these in `code`, and a sentence in `detail`.",
  noDocument: "The API does not answer.",
  again: "Try again",
  failure_unreachable: "The address does not answer, does not exist, or is not public. Check the link.",
  failure_tls: "The site's certificate is not valid. Only the site can mend that.",
  failure_timeout: "The site took too long. Send the job again later.",
  failure_http_status:
    "The site answered with an error; `error.status` has its number. Below 500 another try rarely helps.",
  failure_not_a_page:
    "There is no text at that address, or the file is of a kind that is not read. Send PDF, DOCX or plain text.",
  failure_encrypted: "The file has a password. Send a copy without one.",
  failure_no_text: "The file's pages are pictures. Send it through text recognition (OCR) first.",
  failure_too_large: "The page is larger than a page may be. Send its text in parts.",
  failure_too_complex: "The page takes too long to read. Send its text instead.",
  failure_rate_limited:
    "That site, or its address, was asked for too many pages in a minute. Send the job again in a minute.",
  failure_too_many_redirects: "The address redirects without end. Send the address where the page is.",
  failure_bad_response: "The site's answer cannot be used. Send the text of the page instead.",
  failure_blocked:
    "Something stands before the page; `error.seen` says what. Send the text of the page instead.",
  failure_needs_javascript: "A program in the browser draws the page. Send its text instead.",
  failure_no_words: "There are no words. Look at what was sent.",
  failure_no_spaces: "Korean syllables without spaces are not read. Send the text with spaces.",
  failure_removed: "The page was removed. Submit it again.",
  failure_no_members: "None of the collection's pages could be counted. Its members say why.",
  failure_not_saved: "The result could not be stored. Send the job again.",
  failure_gave_up: "The work was interrupted several times. Send the job again.",
  refusal_malformed_json__400: "The body is not JSON. Send an object.",
  refusal_malformed_request__400:
    "The request breaks the rules of HTTP. Look at its first line and its headers.",
  refusal_unauthorized__401: "The token of the metrics is missing or wrong.",
  refusal_cross_site__403:
    "A page of another site made the browser send this. The operator adds its origin to CORS_ORIGINS.",
  refusal_wrong_token__403:
    "The token is not that of this job. Only the answer that made the job has it; a retry gets a new one.",
  refusal_unknown_key__404: "There is no job with this key. Check whether it was cut.",
  refusal_not_found__404: "There is nothing at this address.",
  refusal_method_not_allowed__405:
    "This address does not take that method. The header Allow has those that it takes.",
  refusal_expired__410: "The result was deleted or is no longer kept. Send the job again.",
  refusal_body_too_large__413:
    "The body or its file is too large; `detail` has the limit. Send the text in parts.",
  refusal_address_too_long__414: "The address is too long. Hide fewer words.",
  refusal_not_json__415: "Add the header Content-Type: application/json.",
  refusal_unknown_host__421:
    "The service does not answer under this name. Its operator adds it to PAGEWORDS_HOSTS.",
  refusal_invalid_field__422:
    "A value is not valid, or a text has too many characters. `errors` has each field and what is wrong with it.",
  refusal_idempotency_key_reused__422:
    "This Idempotency-Key was sent with another body. Take a new one for each submission.",
  refusal_rate_limited__429: "Too much in a short time. Wait the seconds of Retry-After.",
  refusal_headers_too_large__431: "The headers are too large. Send fewer cookies.",
  refusal_internal__500: "Something went wrong here, and was logged. Try again later.",
  refusal_unavailable__503: "A part of the service does not answer. Wait the seconds of Retry-After.",
  refusal_queue_full__503: "Too many jobs wait. Wait the seconds of Retry-After.",
};
