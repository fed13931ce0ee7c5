"""Parts of the OpenAPI document that many resources share."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask_smorest import Blueprint

from pagewords.api.request_schemas import LANGUAGE
from pagewords.api.response_schemas import JobSchema

#: A submission in JSON has one of these fields.
ONE_OF = [{"required": [name]} for name in ("url", "text", "from")]
#: A submission with a file.
FILE = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary", "minLength": 1},
        "language": {"type": "string", "pattern": LANGUAGE.removesuffix("\\Z") + "$"},
    },
    "required": ["file"],
    "additionalProperties": False,
}
#: Where a job's key can be used: names of links, paths, and the parameters that take the key.
_LEADS = {
    "job": ("/api/jobs/{key}", ["key"]),
    "result": ("/api/results/{key}", ["key"]),
    "words": ("/api/results/{key}/words", ["key"]),
    "contexts": ("/api/results/{key}/contexts", ["key"]),
    "text": ("/api/results/{key}/text", ["key"]),
    "comparison": ("/api/comparisons", ["left", "right"]),
}
#: OpenAPI's links from a job to those paths.
LINKS = {
    name: {
        "operationRef": f"#/paths/{path.replace('/', '~1')}/get",
        "parameters": dict.fromkeys(names, "$response.body#/key"),
    }
    for name, (path, names) in _LEADS.items()
}

View = TypeVar("View", bound=Callable[..., Any])
#: Its decorators only annotate a view, so any blueprint's will do.
_blp = Blueprint("documented", __name__)


def refusals(*statuses: int) -> Callable[[View], View]:
    """Document the problem details that a view answers with."""

    def decorate(view: View) -> View:
        for status in statuses:
            view = _blp.alt_response(status, HTTPStatus(status).name)(view)
        return view

    return decorate


def of_a_result(view: View) -> View:
    """Document the answers of a view of a result: not there yet, unchanged, removed."""
    view = _blp.alt_response(202, schema=JobSchema, description="The job has not ended.")(view)
    view = _blp.alt_response(304, "NOT_MODIFIED")(view)
    return refusals(404, 410, 503)(view)
