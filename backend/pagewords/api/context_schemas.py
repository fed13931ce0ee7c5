"""The schemas of a word's places and of its company."""

from marshmallow import fields, validate

from pagewords.api import members
from pagewords.api.request_schemas import (
    MAX_LIMIT,
    Blocks,
    Strict,
    choice,
    code_field,
    file_limit_field,
    group_field,
    limit_field,
    offset_field,
    scope_field,
    stop_words_field,
)
from pagewords.stats.concordance import MAX_PLACES, MAX_WIDTH, WIDTH
from pagewords.text import ZONES

#: Longest word or phrase that is looked for, in characters.
MAX_WORD = 1_000


class ContextsQuery(Strict):
    """Which word, where, and which part of its places."""

    word = fields.String(
        required=True,
        validate=validate.Length(1, MAX_WORD),
        metadata={"description": "The word or phrase, in any of its forms."},
    )
    company = fields.String(
        load_default="",
        validate=validate.Length(0, MAX_WORD),
        metadata={"description": "A word: only places with it within five words are listed."},
    )
    scope = scope_field()
    unit = fields.Integer(
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "The number of words in the phrase, if that is not plain."},
    )
    group = group_field()
    code = code_field()
    blocks = Blocks()
    sort = choice(
        "In the order of the text, or by the words to the left or right.", "place", "left", "right"
    )
    width = fields.Integer(
        load_default=WIDTH,
        validate=validate.Range(10, MAX_WIDTH),
        metadata={"description": "Characters of text on each side; it is cut at words."},
    )
    places = fields.Integer(
        load_default=MAX_PLACES,
        validate=validate.Range(0, MAX_PLACES),
        metadata={"description": "Places to send at most; of more places an even sample."},
    )
    limit = file_limit_field("items in this part of the list")
    offset = offset_field()
    format = choice("JSON, or a file.", "json", "csv", "tsv")


class PlaceSchema(members.Answer):
    """One place of a word."""

    left = members.text("The text before it.")
    match = members.text("The word as it stands there.")
    right = members.text("The text after it.")
    position = members.whole("Where it starts, in characters of the page's text.")
    zone = members.one_of("The zone that it stands in.", [*ZONES])
    member = members.whole("In a collection, the number of the member, from 0.", required=False)
    sentence = fields.List(
        fields.String(),
        validate=validate.Length(2, 2),
        **members.said("The rest of its sentence: before it, and after it.", {}),
    )


class ContextsSchema(members.Answer):
    """A word's places with the text around them."""

    total = members.whole("The number of its places.")
    length = members.whole("The characters of the page's text.")
    places = fields.List(
        fields.List(
            fields.Raw(
                metadata={
                    "type": ["integer", "string"],
                    "description": "A position, then the name of its zone.",
                }
            )
        ),
        **members.said("All its places, or an even sample of many.", {}),
    )
    items = members.many(PlaceSchema, "The part that was asked for.")


class CollocatesQuery(Strict):
    """Which word, where, and which part of its company."""

    word = fields.String(
        required=True,
        validate=validate.Length(1, MAX_WORD),
        metadata={"description": "The word, in any of its forms."},
    )
    scope = scope_field()
    group = group_field()
    stop_words = stop_words_field()
    code = code_field()
    blocks = Blocks()
    limit = limit_field(MAX_LIMIT)
    offset = offset_field()


class CollocateSchema(members.Answer):
    """A word in the company of another."""

    word = members.text("The collocate.")
    count = members.whole("How often it occurs in the scope.")
    left = members.whole(
        "How often it occurs within five words before the word. If several places of the word are"
        " that near, it counts once for each."
    )
    right = members.whole(
        "How often it occurs within five words after the word. If several places of the word are"
        " that near, it counts once for each."
    )
    likelihood = members.number(
        "The sum of the log-likelihoods of both sides; a side on which it stands more rarely than"
        " chance has it counts as 0."
    )
    stop_word = members.flag("Whether it has a grammatical job only.")


class CollocatesSchema(members.Answer):
    """A word's company, the strongest first."""

    total = members.whole("The length of the whole list.")
    places = members.whole("The number of the word's places.")
    items = members.many(CollocateSchema, "The part that was asked for.")
