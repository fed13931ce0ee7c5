"""What a word of a script with spaces looks like, and where an address begins, as one pattern.

Signs inside a word are looked at one by one: each stands there only where it belongs to the name.
"""

from functools import lru_cache
from typing import Any

import regex

from pagewords.words.fold import INVISIBLE
from pagewords.words.scripts import SPACELESS

#: A word, then what shows that it was the beginning of an address.
_PATTERN = r"""
    (?: {alnum}{inside}*+
        (?: (?: {joint} ) {alnum}{inside}*+ )*+
        (?: {end} )?+
      | (?<!{alnum})\.NET(?!{inside}) )
    (?P<address> {address} )?+
"""
#: Signs between two parts of a word.
_JOINTS = (
    r"['’ʼ‘＇´](?={letter})",
    r"[-‐‑](?={alnum})",
    r"(?<=\p{{Lu}})&(?=\p{{Lu}})",
    r"\.(?=[\p{{Ll}}\p{{N}}])",  # Node.js
    r"(?<=\p{{Lu}})\.(?=\p{{Lu}}(?!\p{{Ll}}))",  # ASP.NET
    r"(?<=(?<!{alnum}){letter})\.(?={letter}(?!{inside}))",  # z.B.
    r"(?<=(?<!{alnum}){title})\.(?=(?:\p{{Lu}}|Sc|Ed|Eng|Phil)(?!{alnum}))",  # Ph.D., M.Sc.
    r"(?<=\p{{Ll}})[*:](?=in(?:nen)?(?!{alnum}))",  # German: Bürger:innen
    r"(?<=\p{{Ll}})/-?(?=innen(?!{alnum}))",
)
#: The same where a run is not ASCII alone.
_OTHER_JOINTS = (
    r"(?<=[lL])[·•‧∙⋅](?=[lL])",  # Catalan
    # Hebrew acronyms; after a prefix the sign opens a quotation.
    r"(?<=\p{{Hebrew}})(?!{quotation})[\"״׳](?=\p{{Hebrew}})",
)
#: What ends some names, with what grammar glues to them.
_ENDS = (
    r"(?<=(?<!{alnum})(?:[CcJg]|Notepad))\+\+(?:['’ʼ]{letter}++)?+",
    r"(?<=(?<!{alnum})[CFJ])\#(?!{alnum})(?:['’ʼ]{letter}++)?+",
    r"(?<=(?<!{alnum})(?:{letter}|{title})(?:\.{letter}){{1,11}})\.(?!{alnum})",
    r"(?<=(?<!{alnum})\p{{Lu}}{{2}}(?:\.\p{{Lu}}{{2}}){{1,3}})\.(?!{alnum})",  # EE.UU.
)
_OTHER_ENDS = (r"(?<=\b\p{{Hebrew}}{{1,4}})['׳](?!{alnum})",)
_REST = r"[^\s<>\"“”]*+"
_ADDRESSES = (
    rf":// {_REST}",
    r"[\w.+%-]{{0,64}}+ @ [\w-]{{1,63}}+ (?:\.[\w-]{{1,63}}+)++ (?::[A-Za-z0-9][\w./-]*+)?+",
    # A host and its path; Node.js/React are two names.
    r"(?<=\.(?:[A-Za-z]{{2,18}}|рф|укр|бел))(?<!\.(?:js|JS|NET|Net))(?:/|:[0-9]{{1,5}}+)" + _REST,
    r"(?<=\blocalhost):[0-9]" + _REST,
    r"(?<=\b(?:mailto|tel|urn|data|javascript)):(?=\S)" + _REST,
)
#: How a title begins that a capital letter ends, as in Ph.D.
_TITLE = r"(?:[Pp]h|\p{Lu}\p{Ll}{0,2})"
_QUOTATION = r'(?<=(?<!\p{Hebrew})[המבכלשו])["״]\p{Hebrew}{3}'
_KINDS = {
    "ascii": {"letter": "[A-Za-z]", "alnum": "[A-Za-z0-9]", "inside": "[A-Za-z0-9_]"},
    "any": {
        "letter": r"\p{L}",
        "alnum": r"[\p{L}\p{N}]",
        "inside": rf"[\p{{L}}\p{{M}}\p{{N}}_{INVISIBLE}]",
    },
    "mixed": {
        "letter": rf"[\p{{L}}--[{SPACELESS}]]",
        "alnum": rf"[[\p{{L}}\p{{N}}]--[{SPACELESS}]]",
        "inside": rf"[[\p{{L}}\p{{M}}\p{{N}}_{INVISIBLE}]--[{SPACELESS}]]",
    },
}
#: Languages that put a colon before what they glue to an abbreviation.
_COLONS = {
    "fi": r":(?=\p{{Ll}}{{1,6}}(?!{alnum}))",
    "sv": r":(?=(?:[snt]|e[nt]|[ae]r|n[as]|[ae]rna)(?!{alnum}))",
}


def word_pattern(kind: str, language: str) -> Any:
    """The pattern of words and addresses; the group `address` is set where it is one.

    `kind` is `ascii`, `any` or, where letters of scripts without spaces end a word, `mixed`.
    """
    return _compile(kind, _COLONS.get(language, ""))


@lru_cache(maxsize=9)
def _compile(kind: str, colon: str) -> Any:
    joints, ends = [*_JOINTS, *filter(None, (colon,))], [*_ENDS]
    if kind != "ascii":
        joints += _OTHER_JOINTS
        ends += _OTHER_ENDS
    parts = {"joint": joints, "end": ends, "address": _ADDRESSES}
    names = {**_KINDS[kind], "title": _TITLE, "quotation": _QUOTATION}
    choices = {name: " | ".join(some).format(**names) for name, some in parts.items()}
    return regex.compile(_PATTERN.format(**names, **choices), regex.VERBOSE | regex.VERSION1)
