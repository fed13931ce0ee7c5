"""The schemas of requests. With those of responses they make the OpenAPI document."""

import uuid
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate
from werkzeug.datastructures import FileStorage

from pagewords.stats.concordance import MAX_PLACES
from pagewords.text import CLASSES

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z"
URL_CHARACTERS = 2_048
TITLE_CHARACTERS = 300
#: Items of a list in one answer: by default, and at most.
LIMIT, MAX_LIMIT = 10, 1_000
#: Words that a reader may hide, or keep, in one list.
MAX_WORDS = 200
MAX_OFFSET = 10_000_000
#: Blocks that a reader may move in one list.
MAX_BLOCKS = 200


class Strict(ma.Schema):
    """A schema that rejects unknown fields."""

    class Meta:
        """A misspelt field is an error; it is not ignored."""

        unknown = ma.RAISE
        ordered = True

    error_messages = {  # noqa: RUF012 - as marshmallow wants it
        "unknown": "There is no such field.",
        "type": "Send a JSON object.",
    }


def _text(**options: Any) -> fields.String:
    return fields.String(
        error_messages={"invalid": "This must be a string.", "null": "This must be a string."},
        **options,
    )


class _File(fields.Raw):
    """A file of a multipart body."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> FileStorage:
        if not isinstance(value, FileStorage):
            raise ma.ValidationError("Send a file, in a body of the type multipart/form-data.")
        return value


class SubmissionSchema(Strict):
    """One page, one text, one file, or another language for the text of a result."""

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
    file = _File()
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
        metadata={"description": "A BCP 47 tag; detected if it is absent.", "example": "ko"},
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


def choice(*values: str) -> fields.String:
    """One of some values; the first is the default."""
    return fields.String(load_default=values[0], validate=validate.OneOf(values))


class Blocks(fields.Field):  # type: ignore[type-arg]
    """Numbers of blocks separated by commas, as a tuple."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            load_default=(),
            metadata={
                "type": "string",
                "description": "Numbers of the blocks that the reader moved into the main text or"
                f" out of it, separated by commas, at most {MAX_BLOCKS}; see the text of a result.",
                "example": "3,4,17",
            },
            **options,
        )

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[int, ...]:
        numbers = value.split(",") if value else []
        if len(numbers) > MAX_BLOCKS:
            raise ma.ValidationError(f"At most {MAX_BLOCKS} blocks can be moved.")
        if not all(number.isascii() and number.isdigit() and len(number) < 8 for number in numbers):
            raise ma.ValidationError("Send numbers of blocks separated by commas, such as 3,4,17.")
        return tuple(map(int, numbers))


def _few(text: str) -> None:
    if text.count(",") >= MAX_WORDS:
        raise ma.ValidationError(f"At most {MAX_WORDS} words.")


def _words(description: str) -> fields.String:
    return fields.String(load_default="", validate=_few, metadata={"description": description})


class WordsQuery(Strict):
    """How to select, group and sort a list of words."""

    scope = choice("main", "page")
    unit = fields.Integer(
        load_default=1,
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "Words, two-word or three-word phrases."},
    )
    group = choice("forms", "none")
    stop_words = choice("hide", "show")
    hide = _words("Comma-separated words or phrases to hide; at most 200.")
    keep = _words("Comma-separated words that are not hidden as stop words; at most 200.")
    sort = choice("count", "likelihood")
    code = choice("out", "in")
    q = fields.String(load_default="", metadata={"description": "Part of a word."})
    blocks = Blocks()
    word_class = fields.String(
        data_key="class",
        validate=validate.OneOf(CLASSES),
        metadata={"description": "Words of one class only, if the language knows classes."},
    )
    limit = fields.Integer(validate=validate.Range(1, MAX_LIMIT))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, MAX_OFFSET))
    format = choice("json", "csv", "tsv")

    @ma.validates_schema
    def _no_classes_of_phrases(self, query: dict[str, Any], **_: Any) -> None:
        if "word_class" in query and query["unit"] > 1:
            raise ma.ValidationError("Only single words have a class: ask with unit=1.", "class")


class ContextsQuery(Strict):
    """Which word, where, and which part of its places."""

    word = fields.String(required=True, validate=validate.Length(1, 1_000))
    scope = choice("main", "page")
    unit = fields.Integer(
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "The number of words in the phrase, if that is not plain."},
    )
    group = choice("forms", "none")
    code = choice("out", "in")
    blocks = Blocks()
    places = fields.Integer(
        load_default=MAX_PLACES,
        validate=validate.Range(0, MAX_PLACES),
        metadata={"description": "Places to send at most; of more places an even sample."},
    )
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, MAX_LIMIT))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, MAX_OFFSET))


class TextQuery(Strict):
    """Which text of a result, and how."""

    blocks = Blocks()
    format = choice("json", "text")


class EarlierQuery(Strict):
    """Which URL's results, and which part of the list."""

    url = fields.String(required=True, validate=validate.Length(1, URL_CHARACTERS))
    key = fields.UUID(
        metadata={
            "description": "The key of a result of this URL. Only with it are the results of a URL "
            "with a query listed, whose query may be somebody's secret."
        }
    )
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, 100))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, MAX_OFFSET))


class ComparisonQuery(Strict):
    """Which two results, and how their words are selected."""

    left = fields.UUID(required=True)
    right = fields.UUID(required=True)
    scope = choice("main", "page")
    group = choice("forms", "none")
    stop_words = choice("hide", "show")
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, 100))


def as_uuid(text: str) -> uuid.UUID | None:
    """The key in a path; None if it is not a key."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
