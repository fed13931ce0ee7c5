"""Jobs: submit a page, a text or a file, and ask how it goes."""

import threading
import uuid
from contextlib import nullcontext
from typing import Any

from flask import Response, json, request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from werkzeug.exceptions import UnsupportedMediaType

from pagewords.api import documented
from pagewords.api.parser import MULTIPART, Parser
from pagewords.api.request_schemas import as_uuid
from pagewords.api.response_schemas import JobSchema
from pagewords.api.submission_schemas import ANY_SUBMISSION
from pagewords.api.submissions import submission_of
from pagewords.api.waiting import preferred_wait, wait_until
from pagewords.errors import RETRY_AFTER, Problem
from pagewords.jobs import lifecycle, turns
from pagewords.jobs.submission import Submission, has_room
from pagewords.metrics.instruments import JOBS_ACCEPTED
from pagewords.models import Job, db, rfc3339
from pagewords.services import services_of

blp = Blueprint("jobs", __name__, url_prefix="/api/jobs", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()

#: Bytes of such a body beside the file, and its parts.
FORM_BYTES, PARTS = 65_536, 10
#: Files that a process writes to the database at once: each is in its memory a few times meanwhile.
_writing_files = threading.BoundedSemaphore(2)


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

    @blp.arguments(ANY_SUBMISSION)
    @blp.response(
        202,
        JobSchema,
        description="A new job; it has not ended.",
        headers=documented.headers("Location", "Retry-After", "Preference-Applied"),
    )
    @blp.alt_response(
        200,
        schema=JobSchema,
        description="The job has ended while waiting, or is that of an equal submission.",
        headers=documented.headers("Location", "Retry-After", "Preference-Applied"),
    )
    @documented.refusals(400, 413, 415, 429, 503)
    @blp.doc(
        operationId="submitJob",
        parameters=[documented.PREFER],
        requestBody={
            "description": "What is to be counted.",
            "content": {MULTIPART: {"schema": documented.A_FILE}},
        },
        responses={200: {"links": documented.LINKS}, 202: {"links": documented.LINKS}},
    )
    def post(self, fields: dict[str, Any]) -> Response:
        """Submit a link, a text, a file, or another language for the text of a result.

        An equal link or recount that is waiting, running or has just finished is shared, unless
        `fresh` is true.
        """
        with _writing_files if "file" in fields else nullcontext():
            job, new = _find_or_accept(submission_of(fields), fields["fresh"])
        seconds = preferred_wait()
        if seconds is not None:
            key = job.key
            wait_until(lambda: find(str(key)).ended, seconds)
            job = find(str(key))
        response = answer(job, 202 if new and not job.ended else 200, shared=not new)
        response.headers["Location"] = url_for("jobs.OneJob", key=job.key)
        if seconds is not None:
            response.headers["Preference-Applied"] = f"wait={int(seconds)}"
        return response


@blp.route("/<key>", parameters=[documented.KEY])
class OneJob(MethodView):
    """One job."""

    @blp.response(
        200,
        JobSchema,
        description="The job as it is now.",
        headers=documented.headers("Retry-After"),
    )
    @blp.doc(operationId="getJob")
    @documented.refusals(404, 410, 503)
    def get(self, key: str) -> Response:
        """A job's status, stage, place in the queue and error.

        Poll it until `status` is finished or failed.
        """
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


def answer(job: Job, status: int, *, shared: bool | None = None) -> Response:
    """The job as JSON, with links to follow; `shared` is for the answer to a submission."""
    progress = services_of().broker.progress(job.key) if job.status == "started" else None
    if progress is not None and progress.attempt != job.attempt:
        progress = None
    stage = (progress.stage if progress else "fetching") if job.status == "started" else None
    fetched = progress.fetched_bytes if progress else job.fetched_bytes
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
        **({} if shared is None else {"shared": shared}),
        "links": _links(job.key),
    }
    response = json_response(body, status)
    if not job.ended:
        response.headers["Retry-After"] = "1"
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


def _find_or_accept(submission: Submission, fresh: bool) -> tuple[Job, bool]:
    """The job of a submission, and whether it is new."""
    services_of().rate_limiter.count_client(submission.client, submission.size)
    job = None if fresh else lifecycle.find_duplicate(submission)
    return _accept(submission, fresh) if job is None else (job, False)


def _accept(submission: Submission, fresh: bool) -> tuple[Job, bool]:
    """Commit a job and enqueue it. If Redis is down, the reaper enqueues it later.

    Returns the job and whether it is new.
    """
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
    return job, new
