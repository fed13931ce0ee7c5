"""Why jobs fail: the codes of `error.code`, and what each means."""

FAILURES = {
    "unreachable": "the address does not answer, does not exist, or is not public",
    "tls": "the certificate is not valid",
    "timeout": "the page took too long to answer",
    "http_status": "the site answered with an error; `status` has its number",
    "not_a_page": "the address or the file holds something other than a text that can be read;"
    " `format` names a format that is known and not read",
    "encrypted": "the file is protected with a password",
    "no_text": "the file's pages are pictures, or its fonts do not say which letters they show",
    "too_large": "the page is larger than a page may be",
    "too_complex": "the page takes too long to read",
    "rate_limited": "the site, or its address, was asked for too many pages in a minute",
    "too_many_redirects": "the site redirects without end",
    "bad_response": "the site's answer cannot be used",
    "blocked": "something stands before the page; `seen` says what",
    "needs_javascript": "a program in the browser draws this page",
    "no_words": "the page has no words",
    "no_spaces": "the page is Korean syllables without spaces, which are not read",
    "removed": "the page was removed",
    "no_members": "none of a collection's pages could be counted",
    "not_saved": "the result could not be stored",
    "gave_up": "the work was interrupted several times",
}
