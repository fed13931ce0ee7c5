"""The schemas of queries. With those of responses they make the OpenAPI document."""

import uuid
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from pagewords.stats.concordance import MAX_PLACES
from pagewords.text import CLASSES

URL_CHARACTERS = 2_048
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


def choice(description: str, *values: str) -> fields.String:
    """One of some values; the first is the default."""
    return fields.String(
        load_default=values[0],
        validate=validate.OneOf(values),
        metadata={"description": description},
    )


def _scope() -> fields.String:
    return choice("The main text, or the whole page.", "main", "page")


def _group() -> fields.String:
    return choice("Whether the forms of a word are counted as one.", "forms", "none")


def _stop_words() -> fields.String:
    return choice("Whether words with a grammatical job only are left out.", "hide", "show")


def _code() -> fields.String:
    return choice("Whether program code is left out of the main text.", "out", "in")


def _limit(most: int) -> fields.Integer:
    return fields.Integer(
        load_default=LIMIT,
        validate=validate.Range(1, most),
        metadata={"description": "The number of items in this part of the list."},
    )


def _offset() -> fields.Integer:
    return fields.Integer(
        load_default=0,
        validate=validate.Range(0, MAX_OFFSET),
        metadata={"description": "The number of items before this part of the list."},
    )


class Blocks(fields.Field):  # type: ignore[type-arg]
    """Numbers of blocks separated by commas, as a tuple."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            load_default=(),
            metadata={
                "type": "string",
                "default": "",
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

    scope = _scope()
    unit = fields.Integer(
        load_default=1,
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "Words, two-word or three-word phrases."},
    )
    group = _group()
    stop_words = _stop_words()
    hide = _words("Comma-separated words or phrases to leave out; at most 200.")
    keep = _words("Comma-separated stop words to keep; at most 200.")
    sort = choice("By count, or (phrases) by log-likelihood.", "count", "likelihood")
    code = _code()
    q = fields.String(load_default="", metadata={"description": "Part of a word."})
    blocks = Blocks()
    word_class = fields.String(
        data_key="class",
        validate=validate.OneOf(CLASSES),
        metadata={"description": "Words of one class only, if the language knows classes."},
    )
    limit = fields.Integer(
        validate=validate.Range(1, MAX_LIMIT),
        metadata={
            "description": f"The number of items in this part of the list: {LIMIT} in JSON and all"
            " in a file, if it is absent."
        },
    )
    offset = _offset()
    format = choice("JSON, or a file.", "json", "csv", "tsv")

    @ma.validates_schema
    def _no_classes_of_phrases(self, query: dict[str, Any], **_: Any) -> None:
        if "word_class" in query and query["unit"] > 1:
            raise ma.ValidationError("Only single words have a class: ask with unit=1.", "class")


class ContextsQuery(Strict):
    """Which word, where, and which part of its places."""

    word = fields.String(
        required=True,
        validate=validate.Length(1, 1_000),
        metadata={"description": "The word or phrase, in any of its forms."},
    )
    scope = _scope()
    unit = fields.Integer(
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "The number of words in the phrase, if that is not plain."},
    )
    group = _group()
    code = _code()
    blocks = Blocks()
    places = fields.Integer(
        load_default=MAX_PLACES,
        validate=validate.Range(0, MAX_PLACES),
        metadata={"description": "Places to send at most; of more places an even sample."},
    )
    limit = _limit(MAX_LIMIT)
    offset = _offset()


class TextQuery(Strict):
    """Which text of a result, and how."""

    blocks = Blocks()
    format = choice("All blocks as JSON, or the main text alone.", "json", "text")


class EarlierQuery(Strict):
    """Which URL's results, and which part of the list."""

    url = fields.String(
        required=True,
        validate=validate.Length(1, URL_CHARACTERS),
        metadata={"description": "The link of the page.", "example": "https://example.com/"},
    )
    key = fields.UUID(
        metadata={
            "description": "The key of a result of this URL. Only with it are the results of a URL "
            "with a query listed, whose query may be somebody's secret."
        }
    )
    limit = _limit(100)
    offset = _offset()


class ComparisonQuery(Strict):
    """Which two results, and how their words are selected."""

    left = fields.UUID(required=True, metadata={"description": "The key of the left result."})
    right = fields.UUID(required=True, metadata={"description": "The key of the right result."})
    scope = _scope()
    group = _group()
    stop_words = _stop_words()
    limit = _limit(100)


def as_uuid(text: str) -> uuid.UUID | None:
    """The key in a path; None if it is not a key."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
