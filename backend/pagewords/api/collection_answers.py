"""Collections: the submissions that their links make, and their answers as JSON."""

from typing import Any

from flask import Response, url_for

from pagewords.api import request_schemas
from pagewords.api.clients import client_of_request
from pagewords.api.job_answers import error_of, find, polled, stage_of
from pagewords.api.language_tags import asked_language
from pagewords.api.submissions import clean, reader_language
from pagewords.errors import Problem
from pagewords.fetch import RefusedUrl, parse_url
from pagewords.jobs import collection
from pagewords.jobs.submission import Submission
from pagewords.models import Job, rfc3339
from pagewords.services import services_of

_REMOVED = {"code": collection.REMOVED.code, "detail": str(collection.REMOVED)}


def members_of(fields: dict[str, Any]) -> list[Submission]:
    """The submissions of a collection's links, equal ones once; raises a 422 `Problem` that names
    each bad link."""
    language = asked_language(fields.get("language"))
    client, reader = client_of_request(), reader_language()
    members: dict[str | None, Submission] = {}
    wrong = []
    for text in fields["urls"]:
        try:
            if len(text) > request_schemas.URL_CHARACTERS:
                raise RefusedUrl("The link is too long.")
            url = parse_url(text)
        except RefusedUrl as error:
            wrong.append({"url": clean(text), "detail": str(error)})
            continue
        one = Submission(
            url.url, url.scheme_assumed, language=language, reader=reader, client=client
        )
        members.setdefault(one.dedup_key, one)
    if wrong:
        detail = " ".join(f"“{one['url'][:100]}”: {one['detail']}" for one in wrong)
        raise Problem(422, "invalid_field", detail, "urls", members={"links": wrong})
    return [*members.values()]


def find_collection(key: str) -> Job:
    """The job of a collection; raises a 404 or 410 `Problem`."""
    job = find(key)
    if job.kind != "collection":
        raise Problem(404, "unknown_key", "There is no collection with this key.")
    return job


def answer(job: Job, status: int, token: str | None = None) -> Response:
    """A collection as JSON; `token` is for the answer to its submission."""
    members = collection.list_members(job.key)
    if job.status == "waiting" and all(one.ended for one, _ in members):
        # The reaper would do it within a second.
        collection.release(services_of().broker, job.key)
    here = url_for("collections.OneCollection", key=job.key)
    body = {
        "key": str(job.key),
        "title": job.title or "",
        "status": job.status,
        "created_at": rfc3339(job.created_at),
        "ended_at": rfc3339(job.ended_at),
        "error": error_of(job),
        "members": [_member(*pair) for pair in members],
        **({} if token is None else {"token": token}),
        "links": {
            "self": here,
            "words": f"{here}/words",
            "distinctive": f"{here}/distinctive",
            "contexts": f"{here}/contexts",
            "result": url_for("results.OneResult", key=job.key),
            "page": f"/?set={job.key}",
        },
    }
    return polled(body, job, status)


def _member(job: Job, head: Any) -> dict[str, Any]:
    return {
        "key": str(job.key),
        "url": job.url,
        "status": job.status if job.removed_at is None else "failed",
        "stage": stage_of(job)[0],
        "error": error_of(job) if job.removed_at is None else _REMOVED,
        "title": head.title if head else None,
        "final_url": head.final_url if head else None,
        "language": head.language if head else None,
        "totals": head.totals if head else None,
    }
