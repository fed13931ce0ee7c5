"""Comparisons: what each of two results uses more."""

import uuid
from typing import Any

from flask import Response, request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from pagewords.api import documented, list_schemas, request_schemas, stored
from pagewords.api.jobs import find
from pagewords.api.parser import Parser
from pagewords.models import Result, db
from pagewords.stats import compare

blp = Blueprint("comparisons", __name__, url_prefix="/api/comparisons", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()


@blp.route("")
class Comparisons(MethodView):
    """Comparisons are computed, not stored."""

    @blp.arguments(request_schemas.ComparisonQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        list_schemas.ComparisonSchema,
        description="The comparison.",
        headers=documented.headers("ETag"),
    )
    @blp.doc(operationId="compareResults")
    @documented.of_a_result
    def get(self, query: dict[str, Any]) -> Response:
        """Words by how much more the one page uses them than the other.

        Sorted by log-likelihood (Dunning 1993), most distinctive first.
        """
        left, right = query.pop("left"), query.pop("right")
        waiting = stored.respond(str(left), "", lambda _: (b"", ""))
        if waiting.status_code == 202:
            find(str(right))  # it must exist too
            return waiting

        def sides(identity: uuid.UUID) -> stored.Made:
            found = compare(stored.index(left), stored.index(identity), **query)
            body = {
                "left": _side(left, found["left"]),
                "right": _side(identity, found["right"]),
            }
            return stored.dump(body), "application/json"

        private = waiting.cache_control.private is not None
        return stored.respond(str(right), request.query_string.decode(), sides, private=private)


def _side(key: uuid.UUID, items: list[dict[str, Any]]) -> dict[str, Any]:
    row = db.session.get_one(Result, key)
    return {"key": str(key), "title": row.title, "url": row.url, "items": items}
