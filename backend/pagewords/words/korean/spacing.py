"""Whether two pieces of Korean are one word: what Kiwi's language model finds likelier."""

from pagewords.words.korean import kiwi


def is_one_word(before: str, after: str) -> bool:
    """Whether the last word of a text and the first of the next are one; False without Kiwi.

    With some words of context, which a line that has been cut in two has.
    """
    if not kiwi.is_available():
        return False
    return kiwi.likelihood(before + after) > kiwi.likelihood(f"{before} {after}")
