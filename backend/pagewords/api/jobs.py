"""Jobs: submit a page, a text or a file, and ask how it goes."""

import threading
import uuid
from contextlib import nullcontext
from typing import Any

from flask import Request, Response, json, request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from pagewords.api import documented
from pagewords.api.request_schemas import SubmissionSchema, as_uuid
from pagewords.api.response_schemas import JobSchema
from pagewords.api.submissions import submission_of
from pagewords.api.waiting import preferred_wait, wait_until
from pagewords.errors import RETRY_AFTER, Problem
from pagewords.jobs import lifecycle, turns
from pagewords.jobs.submission import Submission, has_room
from pagewords.metrics.instruments import JOBS_ACCEPTED
from pagewords.models import Job, db, now, rfc3339
from pagewords.services import services_of


class _Parser(FlaskParser):
    """webargs' parser; it rejects as malformed what Python cannot parse: a body nested deeper than
    the stack, a number with too many digits."""

    def load_json(self, req: Request, schema: Any) -> Any:
        if req.mimetype == MULTIPART:
            return req.form.to_dict() | req.files.to_dict()
        # Without a Content-Length only the beginning of the body is read.
        if req.content_length is None and len(req.get_data()) >= (req.max_content_length or 0):
            raise RequestEntityTooLarge
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError):
            raise BadRequest from None


blp = Blueprint("jobs", __name__, url_prefix="/api/jobs", description=__doc__)
blp.ARGUMENTS_PARSER = _Parser()

#: The content type of a submission with a file.
MULTIPART = "multipart/form-data"
#: Bytes of such a body beside the file, and its parts.
FORM_BYTES, PARTS = 65_536, 10
#: Files that a process writes to the database at once: each is in its memory a few times meanwhile.
_writing_files = threading.BoundedSemaphore(2)
#: Milliseconds after its acceptance during which a client may poll a job again at once.
YOUNG = 2_000


@blp.before_request
def check_type() -> None:
    """Reject a body without the JSON content type, which would be parsed as an empty object; let
    one with a file be as large as a file."""
    if request.method == "POST" and request.mimetype == MULTIPART:
        request.max_content_length = services_of().settings.file_bytes + FORM_BYTES
        request.max_form_memory_size, request.max_form_parts = FORM_BYTES, PARTS
    elif request.method == "POST" and not request.is_json:
        raise UnsupportedMediaType


@blp.route("")
class Jobs(MethodView):
    """All jobs."""

    @blp.arguments(SubmissionSchema)
    @blp.response(202, JobSchema)
    @blp.alt_response(200, schema=JobSchema, description="The job has ended while waiting.")
    @documented.refusals(400, 413, 415, 429, 503)
    @blp.doc(
        requestBody={"content": {MULTIPART: {"schema": documented.FILE}}},
        responses={200: {"links": documented.LINKS}, 202: {"links": documented.LINKS}},
    )
    def post(self, fields: dict[str, Any]) -> Response:
        """Submit a link, a text, a file, or another language for the text of a result."""
        with _writing_files if "file" in fields else nullcontext():
            job = _find_or_accept(submission_of(fields), fields["fresh"])
        seconds = preferred_wait()
        if seconds is None:
            return answer(job, 202)
        return _answer_when_ended(job.key, seconds)


@blp.route("/<key>")
class OneJob(MethodView):
    """One job."""

    @blp.response(200, JobSchema)
    @documented.refusals(404, 410, 503)
    def get(self, key: str) -> Response:
        """A job's status, stage, place in the queue and error."""
        return answer(find(key), 200)


def find(key: str) -> Job:
    """The job of a key; raises a 404 or 410 `Problem`."""
    identity = as_uuid(key)
    job = db.session.get(Job, identity) if identity else None
    if job is None:
        raise Problem(404, "unknown_key", "There is no job with this key.")
    if job.removed_at is not None:
        raise expired()
    return job


def expired() -> Problem:
    """The answer for a result that retention has removed."""
    return Problem(410, "expired", "This result is no longer kept. Submit the link again.")


def answer(job: Job, status: int) -> Response:
    """The job as JSON, with links to follow."""
    progress = services_of().broker.progress(job.key) if job.status == "started" else None
    if progress is not None and progress.attempt != job.attempt:
        progress = None
    stage = (progress.stage if progress else "fetching") if job.status == "started" else None
    fetched = progress.fetched_bytes if progress else job.fetched_bytes
    links = _links(job.key)
    body = {
        "key": str(job.key),
        "url": job.url,
        "status": job.status,
        "stage": stage,
        "position": turns.position(job) if job.status == "queued" else None,
        "fetched_bytes": fetched,
        "page": progress.page if progress else None,
        "pages": progress.pages if progress else None,
        "created_at": rfc3339(job.created_at),
        "started_at": rfc3339(job.started_at),
        "ended_at": rfc3339(job.ended_at),
        "error": error_of(job),
        "links": links,
    }
    response = json_response(body, status)
    if status == 202:
        response.headers["Location"] = links["self"]
    if not job.ended:
        response.headers["Retry-After"] = "0" if now() - job.created_at < YOUNG else "1"
    response.headers["Cache-Control"] = "no-store"
    return response


def json_response(body: object, status: int = 200) -> Response:
    """An answer whose members keep their order."""
    return Response(json.dumps(body) + "\n", status, content_type="application/json")


def error_of(job: Job) -> dict[str, Any] | None:
    """Why a job failed, None where it did not."""
    if job.error_code is None:
        return None
    error: dict[str, Any] = {"code": job.error_code}
    if job.error_status is not None:
        error["status"] = job.error_status
    if job.error_seen is not None:
        error["seen"] = job.error_seen
    if job.error_format is not None:
        error["format"] = job.error_format
    return error | {"detail": job.error_detail or ""}


def _links(key: uuid.UUID) -> dict[str, str]:
    return {
        "self": url_for("jobs.OneJob", key=key),
        "result": url_for("results.OneResult", key=key),
        "page": f"/?key={key}",
    }


def _find_or_accept(submission: Submission, fresh: bool) -> Job:
    services_of().rate_limiter.count_client(submission.client, submission.size)
    job = None if fresh else lifecycle.find_duplicate(submission)
    return _accept(submission, fresh) if job is None else job


def _accept(submission: Submission, fresh: bool) -> Job:
    """Commit a job and enqueue it. If Redis is down, the reaper enqueues it later."""
    services = services_of()
    if submission.url is not None and submission.source is None:
        services.rate_limiter.count_host(submission.url)
    file = submission.file
    if file is not None and not has_room(file, services.settings.file_bytes):
        raise Problem(
            429,
            "rate_limited",
            "Too many files are waiting already. Try again in a moment.",
            headers={"Retry-After": str(RETRY_AFTER)},
        )
    try:
        settings = services.settings
        limits = {"limit": settings.queue_limit, "client_limit": settings.client_waiting}
        job, new = lifecycle.accept(submission, fresh=fresh, **limits)
    except lifecycle.ClientFullError:
        raise services.rate_limiter.too_many_wait() from None
    except lifecycle.QueueFullError:
        raise Problem(
            503,
            "queue_full",
            "Too many pages are waiting already. Try again in a moment.",
            headers={"Retry-After": str(RETRY_AFTER)},
        ) from None
    if new:
        JOBS_ACCEPTED.inc()
        services.broker.enqueue(job.key, job.attempt)
    return job


def _answer_when_ended(key: uuid.UUID, seconds: float) -> Response:
    wait_until(lambda: find(str(key)).ended, seconds)
    job = find(str(key))
    response = answer(job, 200 if job.ended else 202)
    response.headers["Preference-Applied"] = f"wait={int(seconds)}"
    return response
