"""What is wrong with a field, in a sentence that says what to send, for those of marshmallow."""

import re
from collections.abc import Collection
from difflib import get_close_matches
from itertools import islice
from typing import Any

from pagewords.errors import FIELD_ERRORS, NAME_CHARACTERS

#: What a schema says of a field that it does not have.
UNKNOWN = "There is no such field."
#: Marshmallow's sentences, and ours with the field's name and the numbers.
_OURS = (
    (r"Missing data for required field\.", "Send “{}”."),
    (r"Not a valid integer\.", "Send a whole number."),
    (r"Not a valid UUID\.", "This must be the key of a result."),
    (
        r"Must be greater than or equal to (\d+) and less than or equal to (\d+)\.",
        "Send a number from {1} to {2}.",
    ),
    (r"Length must be between (\d+) and (\d+)\.", "Send {1} to {2} characters."),
)


def reword(messages: Any, known: Collection[str]) -> Any:
    """The messages of a schema, whose fields are `known`, in our words: as many as are named."""
    if not isinstance(messages, dict):
        return messages
    return {
        name: [_sentence(text, str(name)[:NAME_CHARACTERS], known) for text in texts]
        if isinstance(texts, list)
        else texts
        for name, texts in islice(messages.items(), FIELD_ERRORS)
    }


def _sentence(text: str, name: str, known: Collection[str]) -> str:
    if text == UNKNOWN:
        near = get_close_matches(name, known, 1)
        return f"There is no “{name}”." + (f" Did you mean “{near[0]}”?" if near else "")
    for theirs, ours in _OURS:
        if found := re.fullmatch(theirs, text):
            return ours.format(name, *found.groups())
    return text
