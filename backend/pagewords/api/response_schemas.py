"""The schemas of responses. With those of requests they make the OpenAPI document."""

import marshmallow as ma
from marshmallow import fields, validate

from pagewords.text import CLASSES


class ProblemSchema(ma.Schema):
    """A problem detail (RFC 9457) with a stable code."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)
    field = fields.String()


class ErrorSchema(ma.Schema):
    """Why a job failed."""

    code = fields.String(required=True)
    status = fields.Integer(metadata={"description": "The HTTP status, for `http_status`."})
    seen = fields.String(
        validate=validate.OneOf(["challenge", "consent", "login", "paywall"]),
        metadata={"description": "What stands before the page, for `blocked`."},
    )
    format = fields.String(
        metadata={"description": "The name of a file's format that is not read, for `not_a_page`."}
    )
    detail = fields.String(required=True)


class JobSchema(ma.Schema):
    """A job."""

    key = fields.UUID(required=True)
    url = fields.String(required=True, allow_none=True)
    status = fields.String(
        required=True, validate=validate.OneOf(["queued", "started", "finished", "failed"])
    )
    stage = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(["fetching", "reading", "counting", "saving", None]),
    )
    position = fields.Integer(required=True, allow_none=True)
    fetched_bytes = fields.Integer(required=True, allow_none=True)
    page = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The page of a file that is being read, and how many it has."},
    )
    pages = fields.Integer(required=True, allow_none=True)
    created_at = fields.String(required=True)
    started_at = fields.String(required=True, allow_none=True)
    ended_at = fields.String(required=True, allow_none=True)
    error = fields.Nested(ErrorSchema, required=True, allow_none=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class FormSchema(ma.Schema):
    """A spelling of a word on the page."""

    form = fields.String(required=True)
    count = fields.Integer(required=True)


class WordSchema(ma.Schema):
    """A word or phrase of a list."""

    rank = fields.Integer(required=True)
    word = fields.String(required=True)
    count = fields.Integer(required=True)
    share = fields.Float(
        required=True, metadata={"description": "Of all words of the scope, 0 to 1."}
    )
    stop_word = fields.Boolean(required=True)
    word_class = fields.String(
        data_key="class",
        required=True,
        allow_none=True,
        validate=validate.OneOf([*CLASSES, None]),
        metadata={"description": "Of single words, where an analyser tells."},
    )
    forms = fields.List(fields.Nested(FormSchema), required=True)
    zones = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    likelihood = fields.Float(allow_none=True)


class WordsSchema(ma.Schema):
    """A part of a sorted list."""

    total = fields.Integer(required=True)
    words = fields.Integer(
        required=True, metadata={"description": "All words of the scope, stop words included."}
    )
    classes = fields.List(
        fields.String(validate=validate.OneOf(CLASSES)),
        required=True,
        metadata={"description": "The word classes that the page's language knows."},
    )
    items = fields.List(fields.Nested(WordSchema), required=True)


class BlockSchema(ma.Schema):
    """A paragraph, heading, cell or line of code of a page."""

    text = fields.String(required=True)
    main = fields.Boolean(required=True, metadata={"description": "Whether it is main text."})
    code = fields.Boolean(required=True)
    zone = fields.String(
        required=True, validate=validate.OneOf(["body", "heading", "link", "code"])
    )


class TextSchema(ma.Schema):
    """The text of a page in blocks, in order; their numbers count from 0."""

    title = fields.String(required=True)
    language = fields.String(required=True)
    blocks = fields.List(fields.Nested(BlockSchema), required=True)


class ResultSchema(ma.Schema):
    """What a finished job found."""

    key = fields.UUID(required=True)
    url = fields.String(required=True, allow_none=True)
    final_url = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    source = fields.String(
        required=True,
        metadata={"description": "What the text was read from.", "example": "pdf"},
    )
    language = fields.String(required=True)
    approximate = fields.Boolean(required=True)
    fetched_at = fields.String(required=True)
    main_confidence = fields.Float(
        required=True,
        metadata={"description": "The F1 that the main text is expected to have, 0 to 1."},
    )
    totals = fields.Dict(required=True)
    words = fields.List(fields.Nested(WordSchema), required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class EarlierSchema(ma.Schema):
    """A result in a list of results."""

    key = fields.UUID(required=True)
    url = fields.String(required=True)
    title = fields.String(required=True)
    language = fields.String(required=True)
    fetched_at = fields.String(required=True)
    words = fields.Integer(required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class EarlierListSchema(ma.Schema):
    """Results of one URL, newest first."""

    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(EarlierSchema), required=True)


class PlaceSchema(ma.Schema):
    """One place of a word."""

    left = fields.String(required=True)
    match = fields.String(required=True)
    right = fields.String(required=True)
    position = fields.Integer(required=True)
    zone = fields.String(required=True)


class ContextsSchema(ma.Schema):
    """A word's places with the text around them; `places` has all of them, as [position, zone]."""

    total = fields.Integer(required=True)
    length = fields.Integer(required=True)
    places = fields.List(fields.List(fields.Raw()), required=True)
    items = fields.List(fields.Nested(PlaceSchema), required=True)


class ComparedSchema(ma.Schema):
    """A word that one result uses more than the other."""

    word = fields.String(required=True)
    left_count = fields.Integer(required=True)
    right_count = fields.Integer(required=True)
    left_share = fields.Float(required=True)
    right_share = fields.Float(required=True)
    likelihood = fields.Float(required=True)


class SideSchema(ma.Schema):
    """One side of a comparison."""

    key = fields.UUID(required=True)
    title = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    items = fields.List(fields.Nested(ComparedSchema), required=True)


class ComparisonSchema(ma.Schema):
    """What each of two results uses more."""

    left = fields.Nested(SideSchema, required=True)
    right = fields.Nested(SideSchema, required=True)


class LiveSchema(ma.Schema):
    """Whether the process answers."""

    live = fields.Boolean(required=True)


class HealthSchema(ma.Schema):
    """Whether the services answer."""

    status = fields.String(required=True)
    live = fields.Boolean(required=True)
    ready = fields.Boolean(required=True)
    parts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
