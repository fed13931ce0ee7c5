"""Jobs: submit a page, a text or a file, and ask how it goes."""

import threading
from contextlib import nullcontext
from typing import Any

from flask import Response, request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from werkzeug.exceptions import UnsupportedMediaType

from pagewords.api import documented, stored
from pagewords.api.clients import client_of_request
from pagewords.api.forms import bound_parts
from pagewords.api.job_answers import answer, find, refusals
from pagewords.api.parser import MULTIPART, Parser
from pagewords.api.response_schemas import JobSchema
from pagewords.api.submission_schemas import ANY_SUBMISSION
from pagewords.api.submissions import submission_of
from pagewords.api.waiting import wait_for
from pagewords.errors import RETRY_AFTER, Problem
from pagewords.jobs import acceptance, removal
from pagewords.jobs.submission import Submission, has_room
from pagewords.metrics.instruments import JOBS_ACCEPTED
from pagewords.models import Job
from pagewords.services import services_of

blp = Blueprint("jobs", __name__, url_prefix="/api/jobs", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()

#: Bytes of a body with a file beside it.
FORM_BYTES = 65_536
#: Bytes that are held while it is taken apart: Werkzeug reads 64 KiB at once, beside what may begin
#: a part's end. With no more than that it would refuse files for what stands in them.
HELD_BYTES = 4 * 65_536
_OF_SUBMISSIONS = (
    *("Location", "Retry-After", "Preference-Applied"),
    *("RateLimit", "RateLimit-Policy"),
)
#: Files that a process writes to the database at once: each is in its memory a few times meanwhile.
_writing_files = threading.BoundedSemaphore(2)


@blp.before_request
def check_type() -> None:
    """Reject a body without the JSON content type, which would be parsed as an empty object; let
    one with a file be as large as a file."""
    if request.method == "POST" and request.mimetype == MULTIPART:
        largest = services_of().settings.file_bytes
        request.max_content_length = largest + FORM_BYTES
        request.max_form_memory_size = HELD_BYTES
        bound_parts(request)
        # Before it is taken apart, which takes longer than all else.
        size = largest if (told := request.content_length) is None else min(told, largest)
        services_of().rate_limiter.count_bytes(client_of_request(), size, of_file=True)
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
        headers=documented.headers(*_OF_SUBMISSIONS),
    )
    @blp.alt_response(
        200,
        schema=JobSchema,
        description="The job has ended while waiting, or is that of an equal submission.",
        headers=documented.headers(*_OF_SUBMISSIONS),
    )
    @documented.refusals(400, 413, 415, 429, 503)
    @blp.doc(
        operationId="submitJob",
        parameters=[documented.PREFER, documented.READER, documented.IDEMPOTENCY],
        requestBody={
            "description": "What is to be counted.",
            "content": {MULTIPART: {"schema": documented.A_FILE}},
        },
        responses={200: {"links": documented.LINKS}, 202: {"links": documented.LINKS}},
    )
    def post(self, fields: dict[str, Any]) -> Response:
        """Submit a link, a text, a file, or another language for the text of a result.

        An equal link or recount that is waiting, running or has just finished is shared, unless
        `fresh` is true. A text or a file is never shared, but for a retry with the same
        Idempotency-Key: for five minutes after the job has ended, that is answered with its job.
        """
        with _writing_files if "file" in fields else nullcontext():
            submission = submission_of(fields)
            # A retry is no new submission, whatever it asks for.
            fresh = fields["fresh"] and submission.body_digest is None
            job, new = find_or_accept(submission, fresh)
        key = job.key
        if (seconds := wait_for(key)) is not None:
            job = find(str(key))
        token = submission.token if new else None
        status = 202 if new and not job.ended else 200
        response = answer(job, status, shared=not new, token=token)
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

    @blp.response(204, description="The job, its result and its text are gone.")
    @blp.doc(operationId="removeJob", parameters=[documented.TOKEN])
    @documented.refusals(403, 404, 410, 503)
    def delete(self, key: str) -> Response:
        """Cancel a job that has not ended, or delete its result and its text.

        It takes the `token` of the answer to the submission that made the job. Whoever joined the
        job, or was given its link, cannot remove it, and nobody can once another client has joined
        it or shares its result. Afterwards its key is answered with 410.
        """
        job = find(key)
        job_key, broker = job.key, services_of().broker
        if not (token := request.headers.get("Pagewords-Token", "")):
            what = "Send the job's token in the header Pagewords-Token."
            raise Problem(403, "wrong_token", what)
        if gone := removal.remove(broker, job, token):
            stored.forget(gone)
        if job_key not in gone:
            # It may have been removed a moment ago, and then says so.
            find(key)
            what = "This is not the latest token of this job, or another client shares it."
            raise Problem(403, "wrong_token", what)
        return Response(status=204)


def find_or_accept(submission: Submission, fresh: bool) -> tuple[Job, bool]:
    """The job of a submission, and whether it is this submission's own."""
    limiter, client = services_of().rate_limiter, submission.client
    limiter.count_client(client)
    # The bytes of a file have been counted before its form was read.
    if submission.size and submission.file is None:
        limiter.count_bytes(client, submission.size, of_file=False)
    job = None if fresh else find_duplicate(submission)
    job, new = _accept(submission, fresh) if job is None else (job, False)
    if new or submission.body_digest is None:
        return job, new
    if job.body_digest != submission.body_digest:
        what = "This Idempotency-Key was sent with something else."
        raise Problem(422, "idempotency_key_reused", what, "Idempotency-Key")
    acceptance.give_token(job, submission)
    return job, True


def find_duplicate(submission: Submission) -> Job | None:
    """The job of an equal submission, if there is one that answers it."""
    return acceptance.find_duplicate(submission, services_of().settings.client_waiting)


def _accept(submission: Submission, fresh: bool) -> tuple[Job, bool]:
    """Commit a job and enqueue it. If Redis is down, the reaper enqueues it later.

    Returns the job and whether it is new.
    """
    services = services_of()
    if submission.url is not None and submission.source is None:
        services.rate_limiter.count_host(submission.client, submission.url)
    file = submission.file
    if file is not None and not has_room(file, services.settings.file_bytes):
        raise Problem(
            429,
            "rate_limited",
            "Too many files are waiting already. Try again in a moment.",
            headers={"Retry-After": str(RETRY_AFTER)},
        )
    settings = services.settings
    limits = {"limit": settings.queue_limit, "client_limit": settings.client_waiting}
    with refusals():
        job, new = acceptance.accept(submission, fresh=fresh, **limits)
    if new:
        JOBS_ACCEPTED.inc()
        services.broker.enqueue(job.key, job.attempt)
    return job, new
