"""The words of a result: as a list, a part at a time, or as a file."""

import uuid
from typing import Any

from flask import Response, request
from flask.views import MethodView
from marshmallow import RAISE

from pagewords.api import documented, indexes, request_schemas, response_schemas, stored
from pagewords.api.paging import link_next
from pagewords.api.results import blp
from pagewords.api.selections import check_class, check_sort, own_words
from pagewords.api.table_answers import PART, name_file, table, tables
from pagewords.jobs import collection
from pagewords.stats import select_words, word_parts
from pagewords.stats.keyness import keyness_state


@blp.route("/<key>/words", parameters=[documented.KEY])
class Words(MethodView):
    """The words of a result."""

    @blp.arguments(request_schemas.WordsQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        response_schemas.WordsSchema,
        description="A part of the list; as a file all of it, unless `limit` is given.",
        headers=documented.headers("ETag", "Link", "Content-Disposition"),
    )
    @blp.doc(operationId="listWords", responses=tables())
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """The sorted list of words or phrases, a part at a time.

        Equal ones are in the order of their first appearance.
        """
        return words_of(query, key)


def words_of(query: dict[str, Any], key: str) -> Response:
    """The list that a query asks for, as JSON or as a file."""
    kind = query.pop("format")
    blocks, mark = query.pop("blocks"), query.pop("mark")
    whole = kind != "json" and "limit" not in query
    query.setdefault("limit", request_schemas.LIMIT)
    following = query["offset"] + query["limit"]

    def listed(identity: uuid.UUID) -> stored.Made:
        index = indexes.moved(identity, blocks)
        check_class(query.get("word_class"), index.classes)
        check_sort(query["sort"], index)
        part = {name: query.pop(name) for name in ("offset", "limit")}
        selection = select_words(index, **own_words(query))
        if kind == "json":
            body = {
                "total": len(selection.grams),
                "words": selection.words,
                "classes": index.classes,
                "keyness": keyness_state(index),
                "items": selection.items(**part),
            }
            return stored.dump(body), "application/json"
        parts = selection.parts(PART, part["offset"]) if whole else [selection.items(**part)]
        titles = collection.titles(identity) if index.parts else ()
        return table(kind, word_parts(kind, parts, titles), mark)

    what = f"{kind}?{request.query_string.decode()}"
    response = stored.respond(key, what, listed, whole=whole)
    if kind == "json":
        return link_next(response, following)
    return name_file(response, kind, key)
