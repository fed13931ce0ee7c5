"""The one error of fetching: a stable code, and a sentence that says nothing of the network."""

_SENTENCES = {
    "unreachable": "The page could not be reached.",
    "tls": "No secure connection to the site could be made: its certificate is not accepted.",
    "timeout": "The page took too long to answer.",
    "http_status": "The site answered with an error instead of the page.",
    "too_large": "The page is too large.",
    "too_many_redirects": "The page sends its visitors on too many times.",
    "bad_response": "The site's answer is broken and cannot be read.",
    "not_a_page": "The link leads to something other than a web page or plain text.",
}


class FetchError(Exception):
    """A page was not fetched.

    `code` is one of `unreachable`, `tls`, `timeout`, `http_status`, `too_large`,
    `too_many_redirects`, `bad_response`, `not_a_page`; `status` is the HTTP status of
    `http_status`, else None. A name that does not resolve, a connection that is refused and an
    address that may not be reached all have the same code and sentence, so that a stranger
    learns nothing about the network from them.
    """

    def __init__(self, code: str, status: int | None = None) -> None:
        super().__init__(code, status)
        self.code = code
        self.status = status

    def __str__(self) -> str:
        return _SENTENCES[self.code]
