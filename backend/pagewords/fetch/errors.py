"""The error of fetching: a stable code, and a sentence that reveals nothing about the network."""

_SENTENCES = {
    "unreachable": "The page could not be reached.",
    "tls": "No secure connection to the site could be made: its certificate is not accepted.",
    "timeout": "The page took too long to answer.",
    "blocked": "The site wants to know first that a person reads it.",
    "http_status": "The site answered with the error {} instead of the page.",
    "too_large": "The page is too large.",
    "too_many_redirects": "The page sends its visitors on too many times.",
    "bad_response": "The site's answer is broken and cannot be read.",
    "rate_limited": "That site has been asked for too many pages in a minute.",
    "not_a_page": "The link leads to something other than a web page or plain text.",
}


class FetchError(Exception):
    """The page could not be fetched.

    `code` is one of `unreachable`, `tls`, `timeout`, `blocked`, `http_status`, `too_large`,
    `too_many_redirects`, `bad_response`, `rate_limited`, `not_a_page`; `status` is the HTTP
    status of `http_status`, else None, and `body` the beginning of a refusal's page (403, 429,
    503). An unknown name, a refused connection and a denied address share one code and sentence,
    so that nobody can scan the network.
    """

    def __init__(self, code: str, status: int | None = None, body: bytes = b"") -> None:
        super().__init__(code, status)
        self.code = code
        self.status = status
        self.body = body

    @property
    def will_pass(self) -> bool:
        """Whether it is of the moment: a rate is used up, or the server has too much to do."""
        return self.code == "rate_limited" or self.status in (429, 502, 503, 504)

    def __str__(self) -> str:
        return _SENTENCES[self.code].format(self.status)
