"""Results: what a finished job found. Their words, places and text have modules of their own."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import Blueprint as FlaskBlueprint
from flask import Response, redirect, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from werkzeug.wrappers import Response as WerkzeugResponse

from pagewords.api import documented, list_schemas, request_schemas, response_schemas, stored
from pagewords.api.clients import client_of_request
from pagewords.api.job_answers import json_response
from pagewords.api.paging import link_next
from pagewords.api.parser import Parser
from pagewords.api.submissions import url_of
from pagewords.models import Result, db, is_of_url, rfc3339
from pagewords.services import services_of

blp = Blueprint("results", __name__, url_prefix="/api/results", description="Results.")
blp.ARGUMENTS_PARSER = Parser()
#: Earlier results of a URL that are listed.
MOST_EARLIER = 1_000
tutorial = FlaskBlueprint("tutorial", __name__)


@tutorial.get("/results/<key>")
def old_route(key: str) -> WerkzeugResponse:
    """The tutorial's route to a result."""
    return redirect(url_for("results.OneResult", key=key), 308)


@blp.route("")
class Results(MethodView):
    """Results of pages. Those of pasted texts are never listed."""

    @blp.arguments(request_schemas.EarlierQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        list_schemas.EarlierListSchema,
        description="A part of the list.",
        headers=documented.headers("Link"),
    )
    @blp.doc(operationId="listResults")
    @documented.refusals(429, 503)
    def get(self, query: dict[str, Any]) -> Response:
        """Earlier results of a URL, newest first, a thousand at most.

        Results of texts and files are never listed; those of a URL with a query only for who has
        the key of one of them.
        """
        url = url_of(query["url"]).url
        if "?" in url and not _is_known(url, query.get("key")):
            return json_response({"total": 0, "items": []})
        with services_of().rate_limiter.metered(client_of_request()):
            total, rows = _list_earlier(url, query["limit"], query["offset"])
        response = json_response({"total": total, "items": [_earlier(row) for row in rows]})
        return link_next(response, query["offset"] + query["limit"])


@blp.route("/<key>", parameters=[documented.KEY])
class OneResult(MethodView):
    """One result."""

    @blp.response(
        200,
        response_schemas.ResultSchema,
        description="The result.",
        headers=documented.headers("ETag"),
    )
    @blp.doc(operationId="getResult")
    @documented.of_a_result
    def get(self, key: str) -> Response:
        """The ten most frequent words of the main text, and what is known of the page.

        Until the job has ended this answers with the job.
        """
        return stored.respond(key, "result", stored.head)


def _list_earlier(url: str, limit: int, offset: int) -> tuple[int, Sequence[sa.Row[Any]]]:
    """How many results of a URL are listed, and a part of them."""
    ours = sa.select(Result.key).where(is_of_url(url)).limit(MOST_EARLIER).subquery()
    total = db.session.scalar(sa.select(sa.func.count()).select_from(ours)) or 0
    # What is not listed may be large.
    shown = (Result.key, Result.url, Result.title, Result.language, Result.fetched_at)
    part = (
        sa.select(*shown, Result.totals)
        .where(is_of_url(url))
        .order_by(Result.fetched_at.desc(), Result.key)
        .limit(max(min(limit, MOST_EARLIER - offset), 0))
        .offset(min(offset, MOST_EARLIER))
    )
    return total, db.session.execute(part).all()


def _is_known(url: str, key: uuid.UUID | None) -> bool:
    """Whether a key is that of a result of a URL: whoever has it has submitted or been given it."""
    if key is None:
        return False
    found = db.session.scalar(sa.select(Result.url).where(Result.key == key))
    return found == url


def _earlier(row: sa.Row[Any]) -> dict[str, Any]:
    return {
        "key": str(row.key),
        "url": row.url,
        "title": row.title,
        "language": row.language,
        "fetched_at": rfc3339(row.fetched_at),
        "words": row.totals["main"]["words"],
        "links": {
            "self": url_for("results.OneResult", key=row.key),
            "page": f"/?key={row.key}",
        },
    }
