"""The shapes of what the API takes and gives, which also make its OpenAPI document."""

import uuid
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z"
URL_CHARACTERS = 2_048
TITLE_CHARACTERS = 300
#: What the page of a list holds unless asked otherwise, and at most.
LIMIT, MOST = 10, 1_000
OFFSET_MOST = 10_000_000


class Strict(ma.Schema):
    """A schema that refuses fields it does not know."""

    class Meta:
        """Unknown fields are complaints, so that a misspelt one is not lost in silence."""

        unknown = ma.RAISE
        ordered = True

    error_messages = {  # noqa: RUF012 - marshmallow's own way
        "unknown": "There is no such field.",
        "type": "Send a JSON object.",
    }


def _text(**options: Any) -> fields.String:
    return fields.String(
        error_messages={"invalid": "This must be a string.", "null": "This must be a string."},
        **options,
    )


class SubmissionSchema(Strict):
    """One page, one text, or another language for the text of a result."""

    url = _text(
        metadata={"description": "The page's link.", "example": "https://example.com/"},
        validate=[
            validate.Length(1, error="Give the link of a page."),
            validate.Length(
                max=URL_CHARACTERS, error=f"A link has at most {URL_CHARACTERS} characters."
            ),
        ],
    )
    text = _text(metadata={"description": "A text to count instead of a page."})
    title = _text(
        metadata={"description": "The title of the text."},
        validate=validate.Length(
            max=TITLE_CHARACTERS, error=f"A title has at most {TITLE_CHARACTERS} characters."
        ),
    )
    source = fields.UUID(
        data_key="from",
        metadata={"description": "The key of a result whose text is to be counted again."},
        error_messages={"invalid_uuid": "This must be the key of a result."},
    )
    language = _text(
        metadata={"description": "BCP 47; detected where it is absent.", "example": "ko"},
        validate=validate.Regexp(LANGUAGE, error="This is no language tag such as “en” or “ko”."),
    )
    fresh = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "Do not share the job of an equal submission."},
        error_messages={
            "invalid": "This must be true or false.",
            "null": "This must be true or false.",
        },
    )


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
    detail = fields.String(required=True)


class JobSchema(ma.Schema):
    """A job, as it is now."""

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
    forms = fields.List(fields.Nested(FormSchema), required=True)
    zones = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    likelihood = fields.Float(allow_none=True)


class WordsSchema(ma.Schema):
    """A part of a sorted list."""

    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(WordSchema), required=True)


class ResultSchema(ma.Schema):
    """What a finished job found."""

    key = fields.UUID(required=True)
    url = fields.String(required=True, allow_none=True)
    final_url = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    language = fields.String(required=True)
    approximate = fields.Boolean(required=True)
    fetched_at = fields.String(required=True)
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


def choice(*values: str) -> fields.String:
    """One of some words; the first is the default."""
    return fields.String(load_default=values[0], validate=validate.OneOf(values))


class WordsQuery(Strict):
    """How a list of words is selected and sorted."""

    scope = choice("main", "page")
    unit = fields.Integer(
        load_default=1,
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "Words, two-word or three-word phrases."},
    )
    group = choice("forms", "none")
    stop_words = choice("hide", "show")
    hide = fields.String(load_default="", metadata={"description": "Comma-separated words."})
    keep = fields.String(load_default="", metadata={"description": "Comma-separated words."})
    sort = choice("count", "likelihood")
    code = choice("out", "in")
    q = fields.String(load_default="", metadata={"description": "Part of a word."})
    limit = fields.Integer(validate=validate.Range(1, MOST))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, OFFSET_MOST))
    format = choice("json", "csv", "tsv")


class PlaceSchema(ma.Schema):
    """One place where a word stands."""

    left = fields.String(required=True)
    match = fields.String(required=True)
    right = fields.String(required=True)
    position = fields.Integer(required=True)
    zone = fields.String(required=True)


class ContextsSchema(ma.Schema):
    """The places where a word stands; `places` has all, as [position, zone]."""

    total = fields.Integer(required=True)
    length = fields.Integer(required=True)
    places = fields.List(fields.List(fields.Raw()), required=True)
    items = fields.List(fields.Nested(PlaceSchema), required=True)


class ContextsQuery(Strict):
    """Which word, where, and how the places are paged."""

    word = fields.String(required=True, validate=validate.Length(1, 1_000))
    scope = choice("main", "page")
    unit = fields.Integer(
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "Of how many words the phrase is, where that is not plain."},
    )
    group = choice("forms", "none")
    code = choice("out", "in")
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, MOST))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, OFFSET_MOST))


class EarlierQuery(Strict):
    """Whose results."""

    url = fields.String(required=True, validate=validate.Length(1, URL_CHARACTERS))
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, 100))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, OFFSET_MOST))


class ComparisonQuery(Strict):
    """Which two results, and how their words are taken."""

    left = fields.UUID(required=True)
    right = fields.UUID(required=True)
    scope = choice("main", "page")
    group = choice("forms", "none")
    stop_words = choice("hide", "show")
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, 100))


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
    """Whether the parts answer."""

    status = fields.String(required=True)
    live = fields.Boolean(required=True)
    ready = fields.Boolean(required=True)
    parts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


def as_uuid(text: str) -> uuid.UUID | None:
    """A key of a path; None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
