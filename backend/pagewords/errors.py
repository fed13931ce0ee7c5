"""Every error is answered as a problem detail (RFC 9457) with a stable code."""

import errno
import logging
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NoReturn

from flask import Flask, Response, current_app, json, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

log = logging.getLogger(__name__)

#: Seconds after which a client may try again while a service is down.
RETRY_AFTER = 5
#: Fields that one answer names, and characters of a name: a body may have a million of its own.
FIELD_ERRORS, NAME_CHARACTERS = 20, 200
#: Errors of the system when a file can have no more bytes.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
#: The content type of a problem detail.
PROBLEM = "application/problem+json"

_CODES = {
    400: "malformed_json",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    414: "address_too_long",
    415: "not_json",
    422: "invalid_field",
    429: "rate_limited",
    431: "headers_too_large",
    503: "unavailable",
}
_DETAILS = {
    400: 'The body is not JSON. Send an object such as {"url": "https://example.com/"}.',
    404: "There is nothing at this address. /api/openapi.json lists what there is.",
    414: "The address of this request is too long.",
    415: "Send the body as JSON, with the header Content-Type: application/json, or a file as "
    "multipart/form-data.",
    429: "Too many requests. Wait a moment, then try again.",
    431: "The headers of this request are too large.",
    500: "Something went wrong here. It has been logged; try again later.",
    503: "A part of the service does not answer. Try again in a moment.",
}


#: The name of a field, where there is one, and a sentence.
_Message = tuple[str | None, str]


class Problem(Exception):  # noqa: N818 - RFC 9457's own word
    """An error that the API answers with; anything below a view may raise it."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.field = field
        self.headers = dict(headers or {})
        #: What the answer says besides.
        self.members = dict(members or {})


def invalid_field(field: str, detail: str) -> NoReturn:
    """Reject a request for the value of one field."""
    raise Problem(422, "invalid_field", detail, field)


def unavailable(detail: str = _DETAILS[503]) -> Problem:
    """The answer while a service is down."""
    return Problem(503, "unavailable", detail, headers={"Retry-After": str(RETRY_AFTER)})


def no_room() -> Problem:
    """The answer while the folder for temporary files, where bodies wait, is full."""
    return unavailable("There is no room for a request of this size now. Try again in a moment.")


def register(app: Flask) -> None:
    """Answer every error of the application with a problem detail."""
    app.register_error_handler(Problem, _answer)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(PoolTimeout, _database_error)
    app.register_error_handler(OSError, _system_error)
    app.register_error_handler(Exception, _internal)


def _answer(problem: Problem) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTP_STATUS_CODES[problem.status],
        "status": problem.status,
        "code": problem.code,
        "detail": _plain(problem.detail),
    }
    if problem.field is not None:
        body["field"] = _plain(problem.field)
        body["errors"] = [{"field": body["field"], "detail": body["detail"]}]
    body |= problem.members
    response = Response(json.dumps(body) + "\n", problem.status, content_type=PROBLEM)
    response.headers.extend(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain(text: str) -> str:
    """Replace lone surrogates, which a client may send and UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    headers = {name: value for name, value in error.get_headers() if name in ("Allow",)}
    if status in (429, 503):
        headers["Retry-After"] = _retry_after(error)
    if status == 422:
        messages = _messages(getattr(error, "data", {}).get("messages", {}))
        found = list(islice(messages, FIELD_ERRORS))
        field, detail = found[0] if found else (None, "This value is not valid.")
        errors = [{"field": _plain(name), "detail": _plain(text)} for name, text in found if name]
        members = {"errors": errors} if errors else {}
        return _answer(Problem(422, "invalid_field", detail, field, members=members))
    if status not in _CODES and status < 500:
        status = 400
    detail = _DETAILS.get(status, _DETAILS[500])
    if status == 413:
        detail = _too_large()
    elif status == 405:
        detail = f"This address takes only {headers['Allow']}."
    return _answer(Problem(status, _CODES.get(status, "internal"), detail, headers=headers))


def _too_large() -> str:
    file, other = (current_app.config[name] / 1e6 for name in ("FILE_BYTES", "MAX_CONTENT_LENGTH"))
    return f"The body is too large. A file has at most {file:g} MB, any other body {other:g} MB."


def _retry_after(error: HTTPException) -> str:
    """Whole seconds; for a rate limit the end of its window."""
    value = dict(error.get_headers()).get("Retry-After")
    return value if value and value.isdigit() else str(RETRY_AFTER)


def _messages(messages: Any, field: str | None = None, depth: int = 0) -> Iterator[_Message]:
    """The errors of a schema, each with the name of its field."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            # The outermost name is the location: json or query.
            is_field = isinstance(name, str) and depth > 0 and name != "_schema"
            named = name[:NAME_CHARACTERS] if is_field else None
            yield from _messages(inner, field or named, depth + 1)
    elif messages:
        yield field, str(messages[0] if isinstance(messages, list) else messages)


def _database_error(error: Exception) -> Response:
    log.error("database_unavailable", extra=_job() | {"error": type(error).__name__})
    return _answer(unavailable())


def _system_error(error: OSError) -> Response:
    if error.errno not in _NO_ROOM:
        return _internal(error)
    log.error("no_room", extra=_job() | {"reason": error.strerror})
    return _answer(no_room())


def _internal(error: Exception) -> Response:
    log.exception("unexpected_error", extra=_job())
    return _answer(Problem(500, "internal", _DETAILS[500]))


def _job() -> dict[str, str]:
    """The job's key in the request's path, for the log."""
    key = (request.view_args or {}).get("key")
    return {"key": str(key)} if key else {}
