"""What the OpenAPI document says of answers that many resources have in common."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask_smorest import Blueprint

from pagewords.api.response_schemas import JobSchema

#: A submission has one of these fields.
ONE_OF = [{"required": [name]} for name in ("url", "text", "from")]
#: Where the key of a job leads: the names of the places, and what of each takes the key.
_LEADS = {
    "job": ("/api/jobs/{key}", ["key"]),
    "result": ("/api/results/{key}", ["key"]),
    "words": ("/api/results/{key}/words", ["key"]),
    "contexts": ("/api/results/{key}/contexts", ["key"]),
    "comparison": ("/api/comparisons", ["left", "right"]),
}
#: OpenAPI's links from a job to what can be asked with its key.
LINKS = {
    name: {
        "operationRef": f"#/paths/{path.replace('/', '~1')}/get",
        "parameters": dict.fromkeys(names, "$response.body#/key"),
    }
    for name, (path, names) in _LEADS.items()
}

View = TypeVar("View", bound=Callable[..., Any])
#: Its decorators only note things on a view, so any blueprint's will do.
_blp = Blueprint("documented", __name__)


def refusals(*statuses: int) -> Callable[[View], View]:
    """A view refuses with problem details of these statuses."""

    def decorate(view: View) -> View:
        for status in statuses:
            view = _blp.alt_response(status, HTTPStatus(status).name)(view)
        return view

    return decorate


def of_a_result(view: View) -> View:
    """A view answers from a result, which may not be there yet, or no longer, or be unchanged."""
    view = _blp.alt_response(202, schema=JobSchema, description="The job has not ended.")(view)
    view = _blp.alt_response(304, "NOT_MODIFIED")(view)
    return refusals(404, 410, 503)(view)
