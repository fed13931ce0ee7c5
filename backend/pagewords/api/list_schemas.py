"""The schemas of responses about several results or places, about languages, and about health."""

from marshmallow import fields, validate

from pagewords.api import members
from pagewords.text import CLASSES, ZONES


class EarlierSchema(members.Answer):
    """A result in a list of results."""

    key = members.key()
    url = members.link("The link.")
    title = members.text("The title of the page.")
    language = members.text("The BCP 47 tag of its language, or und.")
    fetched_at = members.moment("When the page was fetched")
    words = members.whole("The words of its main text.")
    links = members.links()


class EarlierListSchema(members.Answer):
    """Results of one URL, newest first."""

    total = members.whole("The length of the whole list.")
    items = members.many(EarlierSchema, "The part that was asked for.")


class PlaceSchema(members.Answer):
    """One place of a word."""

    left = members.text("The text before it.")
    match = members.text("The word as it stands there.")
    right = members.text("The text after it.")
    position = members.whole("Where it starts, in characters of the page's text.")
    zone = members.one_of("The zone that it stands in.", [*ZONES])


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


class ComparedSchema(members.Answer):
    """A word that one result uses more than the other."""

    word = members.text("The word.")
    left_count = members.whole("How often the left result has it.")
    right_count = members.whole("How often the right result has it.")
    left_share = members.number("Of all words of the left one, 0 to 1.")
    right_share = members.number("Of all words of the right one, 0 to 1.")
    likelihood = members.number("The log-likelihood of the difference.")


class SideSchema(members.Answer):
    """One side of a comparison."""

    key = members.key("The key of the result.")
    title = members.text("The title of the page.")
    url = members.link("The link; null for a text or a file.", allow_none=True)
    items = members.many(ComparedSchema, "The words that it uses more, most distinctive first.")


class ComparisonSchema(members.Answer):
    """What each of two results uses more."""

    left = members.one(SideSchema, "The left result.")
    right = members.one(SideSchema, "The right result.")


class LanguageSchema(members.Answer):
    """A language that can be counted."""

    tag = members.text("The BCP 47 tag.")
    name = members.text("The name in English.")
    exact = members.flag(
        "Whether it has an analyser or lists of its own, for stop words and for forms; the words of"
        " others are found by the rules of their script."
    )
    classes = fields.List(
        fields.String(validate=validate.OneOf(CLASSES)),
        **members.said("The word classes that lists in this language can be asked for.", {}),
    )


class LanguagesSchema(members.Answer):
    """The languages that can be counted."""

    items = members.many(LanguageSchema, "The languages, by tag.")


class LiveSchema(members.Answer):
    """Whether the process answers."""

    live = members.flag("Always true.")


class HealthSchema(members.Answer):
    """Whether the services answer."""

    status = members.one_of("All of it in a word.", ["ok", "degraded", "unavailable"])
    live = members.flag("Whether the process answers.")
    ready = members.flag("Whether a job can be accepted.")
    parts = members.mapping(fields.String(), "Whether each service is ok or away.")
