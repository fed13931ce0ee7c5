"""Jobs: submit a page or a text, and ask how it goes."""

import uuid
from typing import Any

from flask import Request, Response, json, request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from pagewords.api import documented
from pagewords.api.clients import client_of_request
from pagewords.api.request_schemas import SubmissionSchema, as_uuid
from pagewords.api.response_schemas import JobSchema
from pagewords.api.waiting import preferred_wait, wait_until
from pagewords.errors import RETRY_AFTER, Problem, invalid_field
from pagewords.fetch import RefusedUrl, parse_url
from pagewords.jobs import lifecycle, turns
from pagewords.metrics.instruments import JOBS_ACCEPTED
from pagewords.models import Job, Result, db, now, rfc3339
from pagewords.services import services_of


class _Parser(FlaskParser):
    """webargs' parser; it rejects as malformed what Python cannot parse: a body nested deeper than
    the stack, a number with too many digits."""

    def load_json(self, req: Request, schema: Any) -> Any:
        # Without a Content-Length only the beginning of the body is read.
        if req.content_length is None and len(req.get_data()) >= (req.max_content_length or 0):
            raise RequestEntityTooLarge
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError):
            raise BadRequest from None


blp = Blueprint("jobs", __name__, url_prefix="/api/jobs", description=__doc__)
blp.ARGUMENTS_PARSER = _Parser()

#: Milliseconds after its acceptance during which a client may poll a job again at once.
YOUNG = 2_000


@blp.before_request
def check_type() -> None:
    """Reject a body without the JSON content type, which would be parsed as an empty object."""
    if request.method == "POST" and not request.is_json:
        raise UnsupportedMediaType


@blp.route("")
class Jobs(MethodView):
    """All jobs."""

    @blp.arguments(SubmissionSchema)
    @blp.response(202, JobSchema)
    @blp.alt_response(200, schema=JobSchema, description="The job has ended while waiting.")
    @documented.refusals(400, 413, 415, 429, 503)
    @blp.doc(responses={200: {"links": documented.LINKS}, 202: {"links": documented.LINKS}})
    def post(self, fields: dict[str, Any]) -> Response:
        """Submit a link, a text, or another language for the text of a result."""
        submission = _submission(fields)
        services_of().rate_limiter.count_client(submission.client, submission.size)
        job = None if fields["fresh"] else lifecycle.find_duplicate(submission)
        if job is None:
            job = _accept(submission, fields["fresh"])
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
    return error | {"detail": job.error_detail or ""}


def _links(key: uuid.UUID) -> dict[str, str]:
    return {
        "self": url_for("jobs.OneJob", key=key),
        "result": url_for("results.OneResult", key=key),
        "page": f"/?key={key}",
    }


def _accept(submission: lifecycle.Submission, fresh: bool) -> Job:
    """Commit a job and enqueue it. If Redis is down, the reaper enqueues it later."""
    services = services_of()
    if submission.url is not None and submission.source is None:
        services.rate_limiter.count_host(submission.url)
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


def _submission(fields: dict[str, Any]) -> lifecycle.Submission:
    given = [name for name in ("url", "text", "source") if fields.get(name) is not None]
    if len(given) != 1:
        field = "from" if "source" in given else (given or ["url"])[-1]
        invalid_field(field, "Send exactly one of “url”, “text” and “from”.")
    # Language tags are case-insensitive: equal ones must give equal jobs.
    language = (fields.get("language") or "").lower() or None
    if "title" in fields and given != ["text"]:
        invalid_field("title", "Only a text takes a title.")
    if given == ["url"]:
        try:
            url = parse_url(fields["url"])
        except RefusedUrl as error:
            invalid_field("url", str(error))
        return lifecycle.Submission(
            url.url, url.scheme_assumed, language=language, client=client_of_request()
        )
    if given == ["text"]:
        return _pasted(fields["text"], fields.get("title"), language)
    return _recount(fields["source"], language)


def _pasted(text: str, title: str | None, language: str | None) -> lifecycle.Submission:
    limit = services_of().settings.text_characters
    if len(text) > limit:
        invalid_field("text", f"A text has at most {limit} characters.")
    text = clean(text)
    if not text.strip():
        invalid_field("text", "The text is empty.")
    return lifecycle.Submission(
        text=text,
        title=clean(title or ""),
        language=language,
        client=client_of_request(),
        size=len(text.encode()),
    )


def _recount(source: uuid.UUID, language: str | None) -> lifecycle.Submission:
    row = db.session.get(Result, source)
    if row is None:
        invalid_field("from", "There is no result with this key.")
    return lifecycle.Submission(
        url=row.url,
        source=source,
        language=language,
        client=client_of_request(),
        size=row.totals["page"]["characters"],
    )


def clean(text: str) -> str:
    """Remove NULs and lone surrogates, which neither a database nor JSON in UTF-8 can hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _answer_when_ended(key: uuid.UUID, seconds: float) -> Response:
    wait_until(lambda: find(str(key)).ended, seconds)
    job = find(str(key))
    response = answer(job, 200 if job.ended else 202)
    response.headers["Preference-Applied"] = f"wait={int(seconds)}"
    return response
