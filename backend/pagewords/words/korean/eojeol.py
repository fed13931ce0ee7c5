"""Eojeol: what stands between spaces or signs in a Korean text."""


def begins_eojeol(text: str, place: int) -> bool:
    """Whether no letter or digit stands right before a place."""
    return not text[place - 1 : place].isalnum()
