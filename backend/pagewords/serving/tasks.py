"""Requests at work: each is answered by the application, also one that the parser has rejected."""

import logging
from typing import Any

from waitress.task import WSGITask

from pagewords.errors import Problem
from pagewords.serving.request_parser import Parser

log = logging.getLogger(__name__)

#: The status of a request that waitress itself rejects, in the WSGI environment.
REJECTED = "pagewords.rejected"


class Task(WSGITask):  # type: ignore[misc]
    """Has the application answer a request."""

    def get_environment(self) -> dict[str, Any]:
        """The WSGI environment, with what tells whether the client's own requests wait for it."""
        environ: dict[str, Any] = super().get_environment()
        environ["pagewords.holds_up"] = self.channel.holds_up
        return environ

    def service(self) -> None:
        """Answer; an answer of which the application refuses the rest is broken off, also before
        anything of it is sent: then its status is of no use any more."""
        try:
            super().service()
        except Problem as problem:
            log.warning("answer_broken_off", extra={"code": problem.code})
            self.close_on_finish = True


class RejectedTask(Task):
    """Has the application answer a request that the parser has rejected."""

    def __init__(self, channel: Any, rejected: Parser) -> None:
        self._status = _status(rejected)
        stand_in = Parser(channel.adj)
        stand_in.received(b"GET /api/ HTTP/1.1\r\n\r\n")
        if origin := rejected.headers.get("ORIGIN"):
            stand_in.headers["ORIGIN"] = origin
        super().__init__(channel, stand_in)

    def get_environment(self) -> dict[str, Any]:
        """The WSGI environment, with the status to answer."""
        environ: dict[str, Any] = super().get_environment()
        environ[REJECTED] = self._status
        return environ

    def execute(self) -> None:
        """Answer, then close the connection: where the next request begins is not known."""
        self.set_close_on_finish()
        super().execute()


def _status(rejected: Parser) -> int:
    """The status of waitress's error; a head that is one long line has a target too long."""
    status: int = rejected.error.code
    if status == 431 and b"\n" not in rejected.header_plus:
        return 414
    return status
