"""Collections: up to twenty pages looked at together."""

import uuid
from typing import Any

from flask import Response, request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from werkzeug.exceptions import UnsupportedMediaType

from pagewords.api import collection_schemas as schemas
from pagewords.api import (
    context_schemas,
    documented,
    indexes,
    request_schemas,
    response_schemas,
    stored,
)
from pagewords.api.collection_answers import answer, find_collection, members_of
from pagewords.api.job_answers import refusals
from pagewords.api.parser import Parser
from pagewords.api.result_contexts import contexts_of
from pagewords.api.result_words import words_of
from pagewords.api.selections import check_class, own_words
from pagewords.api.submissions import clean
from pagewords.api.table_answers import tables
from pagewords.jobs import collection
from pagewords.metrics.instruments import JOBS_ACCEPTED
from pagewords.services import services_of
from pagewords.stats import list_distinctive

blp = Blueprint("collections", __name__, url_prefix="/api/collections", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()


@blp.before_request
def check_type() -> None:
    """Reject a body without the JSON content type, which would be parsed as an empty object."""
    if request.method == "POST" and not request.is_json:
        raise UnsupportedMediaType


@blp.route("")
class Collections(MethodView):
    """All collections."""

    @blp.arguments(schemas.CollectionSubmissionSchema)
    @blp.response(
        202,
        schemas.CollectionSchema,
        description="A new collection; its members have been queued or are shared.",
        headers=documented.headers("Location", "Retry-After", "RateLimit", "RateLimit-Policy"),
    )
    @blp.doc(operationId="submitCollection", parameters=[documented.READER])
    @documented.refusals(400, 413, 415, 429, 503)
    def post(self, fields: dict[str, Any]) -> Response:
        """Submit several links to be counted each and together.

        Each is a job like any other, and shared with an equal one. Where a link is wrong nothing
        is submitted.
        """
        members = members_of(fields)
        services = services_of()
        services.rate_limiter.count_client(members[0].client, pages=len(members))
        settings = services.settings
        with refusals():
            key, token, added = collection.accept(
                members,
                clean(fields.get("title") or "").strip(),
                count_new=lambda one: services.rate_limiter.count_host(one.client, one.url or ""),
                limit=settings.queue_limit,
                client_limit=settings.client_waiting,
            )
        for one in added:
            JOBS_ACCEPTED.inc()
            services.broker.enqueue(one, 1)
        response = answer(find_collection(str(key)), 202, token)
        response.headers["Location"] = url_for("collections.OneCollection", key=key)
        return response


@blp.route("/<key>", parameters=[documented.KEY])
class OneCollection(MethodView):
    """One collection."""

    @blp.response(
        200,
        schemas.CollectionSchema,
        description="The collection as it is now.",
        headers=documented.headers("Retry-After"),
    )
    @blp.doc(operationId="getCollection")
    @documented.refusals(404, 410, 503)
    def get(self, key: str) -> Response:
        """Its pages in order, each with the state of its job.

        Poll it until `status` is finished or failed.
        """
        return answer(find_collection(key), 200)


@blp.route("/<key>/words", parameters=[documented.KEY])
class CollectionWords(MethodView):
    """The words of a collection."""

    @blp.arguments(request_schemas.WordsQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        response_schemas.WordsSchema,
        description="A part of the list; as a file all of it, unless `limit` is given.",
        headers=documented.headers("ETag", "Link", "Content-Disposition"),
    )
    @blp.doc(operationId="listCollectionWords", responses=tables())
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """The sorted list of all members together, with the counts in each.

        A file is the matrix of words and members.
        """
        find_collection(key)
        return words_of(query, key)


@blp.route("/<key>/contexts", parameters=[documented.KEY])
class CollectionContexts(MethodView):
    """The concordance of a word in a collection."""

    @blp.arguments(context_schemas.ContextsQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        context_schemas.ContextsSchema,
        description="A part of the places.",
        headers=documented.headers("ETag", "Link", "Content-Disposition"),
    )
    @blp.doc(operationId="listCollectionContexts", responses=tables())
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """Each place of a word in all members.

        Each says the number of its member.
        """
        find_collection(key)
        return contexts_of(query, key)


@blp.route("/<key>/distinctive", parameters=[documented.KEY])
class Distinctive(MethodView):
    """What the members of a collection use more than the others."""

    @blp.arguments(schemas.DistinctiveQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        schemas.DistinctiveSchema,
        description="A list for each member.",
        headers=documented.headers("ETag"),
    )
    @blp.doc(operationId="listDistinctive")
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """What each member uses more than all others together, and what they have and it has not.

        The first by log-likelihood (Rayson and Garside 2000), from 6.63 on: below, a difference may
        be chance (p < 0.01). The second are words of at least two others.
        """
        find_collection(key)

        def make(identity: uuid.UUID) -> stored.Made:
            index = indexes.index(identity)
            check_class(query.get("word_class"), index.classes)
            found = list_distinctive(index, **own_words(query))
            return stored.dump({"items": [one._asdict() for one in found]}), "application/json"

        return stored.respond(key, request.query_string.decode(), make)
