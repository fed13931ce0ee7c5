"""Results: what a finished job found, its words, and their concordance."""

import uuid
from typing import Any

import sqlalchemy as sa
from flask import Blueprint as FlaskBlueprint
from flask import Response, redirect, request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from werkzeug.wrappers import Response as WerkzeugResponse

from pagewords.api import documented, list_schemas, request_schemas, response_schemas, stored
from pagewords.api.jobs import json_response
from pagewords.api.paging import attachment, link_next
from pagewords.api.parser import Parser
from pagewords.errors import invalid_field
from pagewords.fetch import RefusedUrl, parse_url
from pagewords.models import Result, db, is_of_url, rfc3339
from pagewords.stats import (
    Index,
    Selection,
    csv_parts,
    list_blocks,
    list_contexts,
    main_text,
    select_words,
    toggle_blocks,
    tsv_parts,
)

blp = Blueprint("results", __name__, url_prefix="/api/results", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()
tutorial = FlaskBlueprint("tutorial", __name__)

#: Rows of a table that are made and sent at once.
PART = 1_000
_TEXT = {"schema": {"type": "string"}}
_TABLES = {
    "csv": (csv_parts, "text/csv; charset=utf-8"),
    "tsv": (tsv_parts, "text/tab-separated-values; charset=utf-8"),
}


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
    @documented.refusals(503)
    def get(self, query: dict[str, Any]) -> Response:
        """Earlier results of a URL, newest first.

        Results of texts and files are never listed; those of a URL with a query only for who has
        the key of one of them.
        """
        try:
            url = parse_url(query["url"]).url
        except RefusedUrl as error:
            invalid_field("url", str(error))
        if "?" in url and not _is_known(url, query.get("key")):
            return json_response({"total": 0, "items": []})
        ours = is_of_url(url)
        total = db.session.scalar(sa.select(sa.func.count()).select_from(Result).where(ours))
        rows = db.session.scalars(
            sa.select(Result)
            .where(ours)
            .order_by(Result.fetched_at.desc(), Result.key)
            .limit(query["limit"])
            .offset(query["offset"])
        )
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
    @blp.doc(
        operationId="listWords",
        responses={
            200: {"content": dict.fromkeys(("text/csv", "text/tab-separated-values"), _TEXT)}
        },
    )
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """The sorted list of words or phrases, a part at a time.

        By count, then by first appearance, so that the order is stable.
        """
        kind = query.pop("format")
        blocks = query.pop("blocks")
        whole = kind != "json" and "limit" not in query
        query.setdefault("limit", request_schemas.LIMIT)
        following = query["offset"] + query["limit"]

        def table(identity: uuid.UUID) -> stored.Made:
            index = _index(identity, blocks)
            _check_class(index, query.get("word_class"))
            part = {name: query.pop(name) for name in ("offset", "limit")}
            selection = _select(index, query)
            if kind == "json":
                body = {
                    "total": len(selection.grams),
                    "words": selection.words,
                    "classes": index.classes,
                    "items": selection.items(**part),
                }
                return stored.dump(body), "application/json"
            write, content_type = _TABLES[kind]
            parts = selection.parts(PART, part["offset"]) if whole else [selection.items(**part)]
            return (text.encode() for text in write(parts)), content_type

        response = stored.respond(key, request.query_string.decode(), table)
        if kind == "json":
            return link_next(response, following)
        if response.status_code == 200:
            named = attachment(stored.title(key), kind)
            response.headers["Content-Disposition"] = named
        return response


@blp.route("/<key>/contexts", parameters=[documented.KEY])
class Contexts(MethodView):
    """The concordance of a word."""

    @blp.arguments(request_schemas.ContextsQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        list_schemas.ContextsSchema,
        description="A part of the places.",
        headers=documented.headers("ETag", "Link"),
    )
    @blp.doc(operationId="listContexts")
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """Each place of a word, with the text around it.

        All forms of the word are looked for, unless `group` is none.
        """
        word, blocks = query.pop("word"), query.pop("blocks")

        def places(identity: uuid.UUID) -> stored.Made:
            index = _index(identity, blocks)
            return stored.dump(list_contexts(index, word, **query)), "application/json"

        following = query["offset"] + query["limit"]
        response = stored.respond(key, request.query_string.decode(), places)
        return link_next(response, following)


@blp.route("/<key>/text", parameters=[documented.KEY])
class Text(MethodView):
    """The text of a result."""

    @blp.arguments(request_schemas.TextQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        response_schemas.TextSchema,
        description="The text that was counted.",
        headers=documented.headers("ETag"),
    )
    @blp.doc(operationId="getText", responses={200: {"content": {"text/plain": _TEXT}}})
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """What was counted: the text in blocks.

        The main text alone with `format=text`.
        """

        def text(identity: uuid.UUID) -> stored.Made:
            index = _index(identity, query["blocks"])
            if query["format"] == "text":
                return (main_text(index) + "\n").encode(), "text/plain; charset=utf-8"
            row = db.session.get_one(Result, identity)
            body = {"title": row.title, "language": row.language, "blocks": list_blocks(index)}
            return stored.dump(body), "application/json"

        return stored.respond(key, f"text?{request.query_string.decode()}", text)


def _index(identity: uuid.UUID, blocks: tuple[int, ...]) -> Index:
    """A result's index, with the blocks that the reader moved."""
    try:
        return toggle_blocks(stored.index(identity), blocks)
    except IndexError as error:
        invalid_field("blocks", str(error))


def _check_class(index: Index, word_class: str | None) -> None:
    """Reject a class that the language of a result does not know."""
    if word_class is None or word_class in index.classes:
        return
    known = f"are of the classes {', '.join(index.classes)}" if index.classes else "have no classes"
    invalid_field("class", f"The words of this result {known}.")


def _is_known(url: str, key: uuid.UUID | None) -> bool:
    """Whether a key is that of a result of a URL: whoever has it has submitted or been given it."""
    if key is None:
        return False
    found = db.session.scalar(sa.select(Result.url).where(Result.key == key))
    return found == url


def _select(index: Index, query: dict[str, Any]) -> Selection:
    own = {
        name: tuple(filter(None, map(str.strip, query[name].split(","))))
        for name in ("hide", "keep")
    }
    return select_words(index, **(query | own))


def _earlier(row: Result) -> dict[str, Any]:
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
