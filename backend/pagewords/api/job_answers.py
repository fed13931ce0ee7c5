"""Jobs as the API answers with them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response, json, url_for

from pagewords.errors import RETRY_AFTER, Problem, unavailable
from pagewords.jobs import acceptance, turns
from pagewords.jobs.broker import Progress
from pagewords.models import Job, as_key, db, rfc3339
from pagewords.services import services_of


def find(key: str) -> Job:
    """The job of a key; raises a 404 or 410 `Problem`."""
    identity = as_key(key)
    job = db.session.get(Job, identity) if identity else None
    if job is None:
        raise Problem(404, "unknown_key", "There is no job with this key.")
    if job.removed_at is not None:
        raise expired()
    return job


def expired() -> Problem:
    """The answer for a result that retention or its owner has removed."""
    return Problem(
        410,
        "expired",
        "It was deleted or is no longer kept. Submit the link, text or file again.",
    )


@contextmanager
def refusals() -> Iterator[None]:
    """Answer what acceptance refuses."""
    try:
        yield
    except acceptance.ClientFullError:
        raise services_of().rate_limiter.too_many_wait() from None
    except acceptance.QueueFullError:
        raise Problem(
            503,
            "queue_full",
            "Too many pages are waiting already. Try again in a moment.",
            headers={"Retry-After": str(RETRY_AFTER)},
        ) from None
    except acceptance.ContestedError:
        raise unavailable("Others submit the same at this moment. Try again.") from None


def answer(
    job: Job, status: int, *, shared: bool | None = None, token: str | None = None
) -> Response:
    """The job as JSON, with links to follow; `shared` and `token` are for the answer to a
    submission."""
    stage, progress = stage_of(job)
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
        **({} if token is None else {"token": token}),
        "links": _links(job.key),
    }
    return polled(body, job, status)


def polled(body: object, job: Job, status: int) -> Response:
    """An answer that holds for a moment; until the job has ended the client asks again."""
    response = json_response(body, status)
    if not job.ended:
        response.headers["Retry-After"] = "1"
    response.headers["Cache-Control"] = "no-store"
    return response


def stage_of(job: Job) -> tuple[str | None, Progress | None]:
    """The stage of a job that is started, and what else is known of its progress."""
    if job.status != "started":
        return None, None
    progress = services_of().broker.progress(job.key)
    if progress is None or progress.attempt != job.attempt:
        return "fetching", None
    return progress.stage, progress


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
