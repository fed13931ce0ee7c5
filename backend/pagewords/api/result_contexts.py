"""Where a word of a result stands, and what stands around it."""

import uuid
from typing import Any

from flask import Response, request
from flask.views import MethodView
from marshmallow import RAISE

from pagewords.api import context_schemas, documented, indexes, request_schemas, stored
from pagewords.api.paging import link_next
from pagewords.api.results import blp
from pagewords.api.table_answers import PART, name_file, table, tables
from pagewords.stats import context_parts, find_contexts, list_collocates


@blp.route("/<key>/contexts", parameters=[documented.KEY])
class Contexts(MethodView):
    """The concordance of a word."""

    @blp.arguments(context_schemas.ContextsQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        context_schemas.ContextsSchema,
        description="A part of the places; as a file all of them, unless `limit` is given.",
        headers=documented.headers("ETag", "Link", "Content-Disposition"),
    )
    @blp.doc(operationId="listContexts", responses=tables())
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """Each place of a word, with the text around it and its sentence.

        All forms of the word are looked for, unless `group` is none.
        """
        return contexts_of(query, key)


def contexts_of(query: dict[str, Any], key: str) -> Response:
    """The places that a query asks for, as JSON or as a file."""
    word, blocks, kind = (query.pop(name) for name in ("word", "blocks", "format"))
    most, offset = query.pop("places"), query.pop("offset")
    whole = kind != "json" and "limit" not in query
    limit = query.pop("limit", request_schemas.LIMIT)

    def places(identity: uuid.UUID) -> stored.Made:
        found = find_contexts(indexes.moved(identity, blocks), word, **query)
        if kind == "json":
            return stored.dump(found.part(offset, limit, most)), "application/json"
        parts = found.parts(PART, offset) if whole else [found.items(offset, limit)]
        return table(kind, context_parts(kind, parts, of_members=bool(found.index.parts)))

    response = stored.respond(key, request.query_string.decode(), places, whole=whole)
    if kind == "json":
        return link_next(response, offset + limit)
    return name_file(response, kind, key, word=word)


@blp.route("/<key>/collocates", parameters=[documented.KEY])
class Collocates(MethodView):
    """A word's company."""

    @blp.arguments(context_schemas.CollocatesQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        context_schemas.CollocatesSchema,
        description="A part of the collocates.",
        headers=documented.headers("ETag", "Link"),
    )
    @blp.doc(operationId="listCollocates")
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """The words that a word attracts: within five words of it in the same sentence.

        The strongest first, by NLTK's likelihood ratio.
        """
        word, blocks = query.pop("word"), query.pop("blocks")

        def collocates(identity: uuid.UUID) -> stored.Made:
            index = indexes.moved(identity, blocks)
            return stored.dump(list_collocates(index, word, **query)), "application/json"

        following = query["offset"] + query["limit"]
        response = stored.respond(key, request.query_string.decode(), collocates)
        return link_next(response, following)
