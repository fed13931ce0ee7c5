"""Why a job cannot have a result."""


class JobError(Exception):
    """A job cannot have a result, for a reason that has a code.

    `seen` is what stands before a page that is `blocked`: `challenge`, `consent`, `login` or
    `paywall`.
    """

    def __init__(self, code: str, detail: str, seen: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.seen = seen
