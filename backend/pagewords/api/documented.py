"""Parts of the OpenAPI document that many resources share."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask_smorest import Blueprint

from pagewords.api import submission_schemas
from pagewords.api.reference import QUICK_START
from pagewords.api.response_schemas import JobSchema

#: What the document says of the API as a whole.
INFO = {
    "description": "Submit a link, a text or a file as a job; poll the job until it has ended; read"
    " the result under the same key: the words of the page, counted as a reader of its language"
    " would count them.",
    "x-quickStart": QUICK_START,
    "license": {"name": "MIT", "identifier": "MIT"},
}
#: Submissions in JSON, and those with a file.
JSON_SUBMISSIONS = ("UrlSubmission", "TextSubmission", "RecountSubmission")
FILE_SUBMISSION = {
    "type": "object",
    "description": "One file from the reader's machine.",
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "minLength": 1,
            "description": "The file, with its name; at most 25 MB by default.",
        },
        "language": {
            "type": "string",
            "pattern": submission_schemas.LANGUAGE,
            "description": submission_schemas.LANGUAGE_DESCRIPTION,
        },
    },
    "required": ["file"],
    "additionalProperties": False,
}
A_FILE = {"$ref": "#/components/schemas/FileSubmission"}

#: The headers of answers.
HEADERS: dict[str, dict[str, Any]] = {
    "Location": {
        "description": "The path of the job.",
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Retry-After": {
        "description": "Seconds after which to ask again.",
        "schema": {"type": "integer", "minimum": 1},
    },
    "ETag": {
        "description": "Names this version of the answer; send it as If-None-Match to be answered"
        " with 304 while nothing has changed.",
        "schema": {"type": "string"},
    },
    "Preference-Applied": {
        "description": "The wait that was honoured, such as wait=5.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": 'The next part of the list, as <path>; rel="next"; absent on the last.',
        "schema": {"type": "string"},
    },
    "RateLimit": {
        "description": "What is left of each quota: the rest r, and the seconds t until it is whole"
        ' again, such as "client";r=59;t=60.',
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": 'The quotas: q in w seconds, such as "client";q=60;w=60. "client" counts'
        ' submissions, "text" and "file" their bytes, "host" the new jobs of the site that is asked'
        " for, of which a client has a part.",
        "schema": {"type": "string"},
    },
    "Content-Disposition": {
        "description": "The name for the file, for CSV and TSV.",
        "schema": {"type": "string"},
    },
}
#: What `Prefer` asks for on a submission.
PREFER = {
    "name": "Prefer",
    "in": "header",
    "description": "wait=N answers when the job has ended, or after N seconds (at most 10).",
    "schema": {"type": "string"},
    "example": "wait=5",
}
#: The language that a site is asked for.
READER = {
    "name": "Accept-Language",
    "in": "header",
    "description": "The language that the site is asked for a page in; only submissions with the"
    " same preference share a job. It does not choose the language to count in.",
    "schema": {"type": "string"},
    "example": "ko",
}
#: What a retry of a submission is known by.
IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The client's own name for the submission of a text or file, such as a UUID."
    " A retry with the same name and body is answered with the same job and a new token; the token"
    " before no longer works. Links, recounts and collections ignore it: equal links are shared"
    " anyway.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
}
#: What allows to remove a job.
TOKEN = {
    "name": "Pagewords-Token",
    "in": "header",
    "description": "The token of the job, from the answer to the submission that made it, or to"
    " its last retry with an Idempotency-Key.",
    "required": True,
    "schema": {"type": "string", "minLength": 1},
}
#: The key in a path.
KEY = {
    "name": "key",
    "in": "path",
    "description": "The key of a job, which is that of its result too.",
    "schema": {"type": "string", "minLength": 1, "format": "uuid"},
}

#: What each refusal means, with its codes.
REFUSALS = {
    400: "Not understood. `malformed_json`: the body is not JSON, or the request is malformed.",
    401: "Refused. `unauthorized`: the token is missing or wrong.",
    403: "Refused. `wrong_token`: the token is missing, or not the latest of this job.",
    404: "Not there. `unknown_key`: there is no job with this key. `not_found`: there is nothing at"
    " this address. On a result, any code of a failed job.",
    410: "Removed. `expired`: the result is no longer kept, or was deleted by who submitted it.",
    413: "Refused. `body_too_large`: the body, or the file in it, is too large.",
    415: "Refused. `not_json`: the body is neither JSON nor multipart/form-data.",
    422: "Refused. `invalid_field`: a value is not valid; `field` names it, `errors` has all that"
    " are wrong. `idempotency_key_reused`: the key was sent with another body.",
    429: "Refused for now. `rate_limited`: too much in a minute: submissions from one client or to"
    " one site, or reads of one client; or others' large reads leave no room.",
    503: "Refused for now. `unavailable`: a part of the service does not answer. `queue_full`: too"
    " many jobs wait.",
}
#: Refusals that say when to try again.
_TRY_AGAIN = (429, 503)
_OTHER = (
    "Any other error, as a problem detail: `malformed_request` (400), `cross_site` (403),"
    " `method_not_allowed` (405), `address_too_long` (414), `unknown_host` (421),"
    " `headers_too_large` (431), `internal` (500)."
)

#: Where a job's key can be used: operations, and the parameters that take the key.
_LEADS = {
    "job": ("getJob", ["key"]),
    "result": ("getResult", ["key"]),
    "words": ("listWords", ["key"]),
    "contexts": ("listContexts", ["key"]),
    "collocates": ("listCollocates", ["key"]),
    "text": ("getText", ["key"]),
    "comparison": ("compareResults", ["left", "right"]),
}
#: OpenAPI's links from a job to those operations.
LINKS = {
    name: {
        "operationId": operation,
        "description": "The key of the job is the key here.",
        "parameters": dict.fromkeys(names, "$response.body#/key"),
    }
    for name, (operation, names) in _LEADS.items()
}

View = TypeVar("View", bound=Callable[..., Any])
#: Its decorators only annotate a view, so any blueprint's will do.
_blp = Blueprint("documented", __name__)


def headers(*names: str) -> dict[str, Any]:
    """Those headers of an answer, by reference."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def refusals(*statuses: int) -> Callable[[View], View]:
    """Document the problem details that a view answers with."""

    def decorate(view: View) -> View:
        for status in statuses:
            view = _blp.alt_response(status, HTTPStatus(status).name)(view)
        return view

    return decorate


def of_a_result(view: View) -> View:
    """Document the answers of a view of a result: not there yet, unchanged, removed."""
    view = _blp.alt_response(
        202,
        schema=JobSchema,
        description="The job has not ended.",
        headers=headers("Retry-After"),
    )(view)
    view = _blp.alt_response(304, "NOT_MODIFIED")(view)
    return refusals(404, 410, 429, 503)(view)


def complete(spec: Any) -> None:
    """Add to a document what no view says: shared headers, errors, the kinds of submissions."""
    components = spec.components
    components.headers.update(HEADERS)
    for name, schema in (
        ("UrlSubmission", submission_schemas.UrlSubmissionSchema),
        ("TextSubmission", submission_schemas.TextSubmissionSchema),
        ("RecountSubmission", submission_schemas.RecountSubmissionSchema),
    ):
        if name not in components.schemas:
            components.schema(name, schema=schema)
    components.schemas["FileSubmission"] = FILE_SUBMISSION
    components.schemas["Submission"] = {
        "description": "A link, a text, or another language for the text of a result.",
        "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in JSON_SUBMISSIONS],
    }
    # flask-smorest's own, for its kind of pages.
    components.schemas.pop("PaginationMetadata", None)
    answers = components.responses
    answers["DEFAULT_ERROR"]["description"] = _OTHER
    answers["NOT_MODIFIED"] |= {
        "description": "Nothing has changed since the answer with this ETag.",
        "headers": headers("ETag"),
    }
    for status, meaning in REFUSALS.items():
        if (refusal := answers.get(HTTPStatus(status).name)) is not None:
            refusal["description"] = meaning
            if status in _TRY_AGAIN:
                limits = ("RateLimit", "RateLimit-Policy") if status == 429 else ()
                refusal["headers"] = headers("Retry-After", *limits)
