"""Comparisons: the words of two results side by side."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import Response, request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from pagewords.api import documented, indexes, list_schemas, request_schemas, stored
from pagewords.api.large_reads import COMPARISON
from pagewords.api.parser import Parser
from pagewords.api.selections import check_class, own_words
from pagewords.api.table_answers import PART, name_file, table, tables
from pagewords.errors import Problem, invalid_field
from pagewords.models import Result, db
from pagewords.stats import MOST_WORDS, PARTS, Comparison, Index, compare, comparison_parts
from pagewords.text import CLASSES

blp = Blueprint("comparisons", __name__, url_prefix="/api/comparisons", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()


@blp.route("")
class Comparisons(MethodView):
    """Comparisons are computed, not stored."""

    @blp.arguments(request_schemas.ComparisonQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        list_schemas.ComparisonSchema,
        description="The comparison; as a file all of its rows, unless `limit` is given.",
        headers=documented.headers("ETag", "Content-Disposition"),
    )
    @blp.doc(operationId="compareResults", responses=tables())
    @documented.of_a_result
    def get(self, query: dict[str, Any]) -> Response:
        """The words of two results, in three parts: what each of them uses more, and what both use.

        The parts of each result are sorted by log-likelihood (Rayson and Garside 2000), the surest
        difference first; what both use is sorted by how often they do.
        """
        left, right = query.pop("left"), query.pop("right")
        waiting = _side("left", left)
        _side("right", right)
        if waiting.status_code == 202:
            return waiting
        kind, offset = query.pop("format"), query.pop("offset")
        limit = query.pop("limit", None)
        blocks = query.pop("blocks")

        def made(identity: uuid.UUID) -> stored.Made:
            _check_size(left, identity)
            one, other = indexes.moved(left, blocks), indexes.index(identity)
            classes = _classes(one, other, query.get("word_class"))
            found = compare(one, other, **own_words(query))
            if kind == "json":
                size = limit or request_schemas.LIMIT
                keys = (left, identity)
                return stored.dump(_body(found, keys, classes, offset, size)), "application/json"
            lists = found.all_items(PART, offset)
            parts = lists if limit is None else [next(found.all_items(limit, offset))]
            return table(kind, comparison_parts(kind, parts))

        private = waiting.cache_control.private is not None
        what, whole = request.query_string.decode(), kind != "json" and limit is None
        response = stored.respond(
            str(right), what, made, whole=whole, cost=COMPARISON, private=private
        )
        return response if kind == "json" else name_file(response, kind, str(left), str(right))


def _side(name: str, key: uuid.UUID) -> Response:
    """How far the result of one side is; a `Problem` with it names the side."""
    try:
        return stored.respond(str(key), "", lambda _: (b"", ""))
    except Problem as problem:
        if problem.status in (404, 410):
            problem.field = name
        raise


def _check_size(left: uuid.UUID, right: uuid.UUID) -> None:
    """Reject a comparison that would take more memory than the process may have."""
    query = sa.select(Result.key, Result.totals).where(Result.key.in_((left, right)))
    words = {key: totals["page"]["words"] for key, totals in db.session.execute(query)}
    # One that has been removed meanwhile is missed where it is read.
    together = sum(words.get(key, 0) for key in (left, right))
    if together > MOST_WORDS:
        detail = f"Both pages have {together} words together. Up to {MOST_WORDS} are compared."
        invalid_field("right", detail)


def _classes(one: Index, other: Index, wanted: str | None) -> list[str]:
    """The classes that either language knows; rejects one that neither does."""
    known = [name for name in CLASSES if name in one.classes or name in other.classes]
    check_class(wanted, known, "these results")
    return known


def _body(
    found: Comparison, keys: tuple[uuid.UUID, ...], classes: list[str], offset: int, limit: int
) -> dict[str, Any]:
    body: dict[str, Any] = {"total": found.total, "classes": classes}
    for part, key, words in zip(PARTS, (*keys, None), (*found.words, 0), strict=True):
        about: dict[str, Any] = {}
        if key is not None:
            row = db.session.get_one(Result, key)
            about = {"key": str(key), "title": row.title, "url": row.url, "language": row.language}
            about["words"] = words
        about["total"] = len(found.parts[part])
        body[part] = about | {"items": found.items(part, offset, limit)}
    return body
