"""The regular expression for words of scripts with spaces, and for URLs and e-mail addresses.

Punctuation inside a word has one rule per character.
"""

from functools import lru_cache
from typing import Any

import regex

from pagewords.words.folding import INVISIBLE
from pagewords.words.scripts import SPACELESS

#: A word, then the rest of an address if it started one.
_PATTERN = r"""
    (?: {initials} | {start} {alnum}{inside}*+
        (?: (?: {joint} ) {alnum}{inside}*+ )*+
        (?: {end} )?+
      | (?<!{alnum})\.NET(?!{inside}) )
    (?P<address> {address} )?+
"""
#: Characters that join two parts of a word.
_JOINTS = (
    r"['’ʼ‘＇´](?={letter})",
    r"[-‐‑](?={alnum})",
    r"(?<=\p{{Lu}})&(?=\p{{Lu}})",
    r"(?<!(?<!{alnum})\p{{N}}+)\.(?=\p{{Ll}})|\.(?=\p{{N}})",  # Node.js, but not 3.Tag
    # 12,000-strong, 3,5-Zoll-Diskette; bounded, since digits and commas may be endless.
    r",(?=[\p{{N}},]{{1,24}}+[-‐‑]{letter})(?<=(?<!{alnum})\p{{N}}{{1,3}},)",
    r"(?<=\p{{Lu}})\.(?=\p{{Lu}}(?!\p{{Ll}}))",  # ASP.NET
    r"(?<=(?<!{alnum}){letter})\.(?={letter}(?!{inside}))",  # z.B.
    r"(?<=(?<!{alnum}){title})\.(?=(?:\p{{Lu}}|Sc|Ed|Eng|Phil)(?!{alnum}))",  # Ph.D., M.Sc.
    r"(?<=\p{{Ll}})[*:](?=in(?:nen)?(?!{alnum}))",  # German: Bürger:innen
    r"(?<=\p{{Ll}})/-?(?=innen(?!{alnum}))",
)
#: Further joints of non-ASCII runs.
_OTHER_JOINTS = (
    r"(?<=[lL])[·•‧∙⋅](?=[lL])",  # Catalan
    # Hebrew acronyms; after a prefix it opens a quotation.
    r"(?<=\p{{Hebrew}})(?!{quotation})[\"״׳](?=\p{{Hebrew}})",
)
#: Ends of some names, with their clitics.
_ENDS = (
    r"(?<=(?<!{alnum})(?:[CcJg]|Notepad))\+\+(?:\p{{N}}{{2}}(?!{alnum}))?+(?:['’ʼ]{letter}++)?+",
    r"(?<=(?<!{alnum})[CFJ])\#(?!{alnum})(?:['’ʼ]{letter}++)?+",
    r"(?<=(?<!{alnum}\.?)(?:{letter}|{title})(?:\.{letter}){{1,11}})\.(?!{alnum})(?:['’ʼ]{letter}++)?+",
    r"(?<=(?<!{alnum})\p{{Lu}}{{2}}(?:\.\p{{Lu}}{{2}}){{1,3}})\.(?!{alnum})",  # EE.UU.
)
#: Hebrew abbreviations, but not quoted words.
_OTHER_ENDS = (r"(?<=(?<!(?<!\p{{Hebrew}})['׳])\b\p{{Hebrew}}{{1,4}})['׳](?!{alnum})",)
_ADDRESSES = (
    r":// {rest}",
    (
        r"[{sign}.+%-]{{0,64}}+ @ [{sign}-]{{1,63}}+ (?:\.[{sign}-]{{1,63}}+)++"
        r" (?::[A-Za-z0-9][{sign}./-]*+)?+"
    ),
    # A host and its path; Node.js/React are two names.
    r"(?<=\.(?:[A-Za-z]{{2,18}}|рф|укр|бел))(?<!\.(?:js|JS|NET|Net))(?:/|:[0-9]{{1,5}}+) {rest}",
    r"(?<=\blocalhost):[0-9] {rest}",
    r"(?<=\b(?:mailto|tel|urn|data|javascript)):(?=\S) {rest}",
)
_REST = r"[^\s<>\"“”]*+"
#: In scripts without spaces an address ends at their punctuation, and at their letters unless these
#: start a part of the address.
_REST_BEFORE_SPACELESS = rf"""
    (?: [^\s<>"“”(、。，．！？：；「」『』（）《》〈〉【】〔〕…～{SPACELESS}]
      | \((?![{SPACELESS}]) | (?<=_)\(
      | (?<=[/=_.%&?\#+~:@-]|_\(|[{SPACELESS}]) [{SPACELESS}] )*+
"""
#: The start of a title that a capital ends, as in Ph.D.
_TITLE = r"(?:[Pp]h|\p{Lu}\p{Ll}{0,2})"
#: Initials in scripts without capitals, spelled out: बी.जे.पी., בי.בי.סי.
_SPOKEN = (
    r"(?:[\p{L}&&[\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}\p{Telugu}"
    r"\p{Kannada}\p{Malayalam}]]\p{M}*+){1,2}"
)
_INITIALS = rf"(?:{_SPOKEN}\.){{2,}}(?:{_SPOKEN}(?![\p{{L}}\p{{M}}\p{{N}}]))?"
_NEVER = "(?!)"
#: Dutch names begin with an article: 's-Gravenhage.
_STARTS = {"nl": r"(?:(?<![\p{L}\p{N}])['’]s-(?=\p{Lu}))?+"}
_QUOTATION = r'(?<=(?<!\p{Hebrew})[המבכלשו])["״]\p{Hebrew}{3}'
_KINDS = {
    "ascii": {
        "letter": "[A-Za-z]",
        "alnum": "[A-Za-z0-9]",
        "inside": "[A-Za-z0-9_]",
        "initials": _NEVER,
        "sign": r"\w",
        "rest": _REST,
    },
    "any": {
        "letter": r"\p{L}",
        "alnum": r"[\p{L}\p{N}]",
        "inside": rf"[\p{{L}}\p{{M}}\p{{N}}_{INVISIBLE}]",
        "initials": _INITIALS,
        "sign": r"\w",
        "rest": _REST,
    },
    "mixed": {
        "letter": rf"[\p{{L}}--[{SPACELESS}]]",
        "alnum": rf"[[\p{{L}}\p{{N}}]--[{SPACELESS}]]",
        "inside": rf"[[\p{{L}}\p{{M}}\p{{N}}_{INVISIBLE}]--[{SPACELESS}]]",
        "initials": _INITIALS,
        "sign": rf"[\w--[{SPACELESS}]]",
        "rest": _REST_BEFORE_SPACELESS,
    },
}
#: Joints of one language: the colon before a suffix of an abbreviation; gender-neutral spellings
#: (candidat·e·s, tod@s, jede*r).
_OWN_JOINTS = {
    "fi": r":(?=\p{{Ll}}{{1,6}}(?!{alnum}))",
    "sv": r":(?=(?:[snt]|e[nt]|[ae]r|n[as]|[ae]rna)(?!{alnum}))",
    "fr": r"(?<=\p{{Ll}})[·•‧∙⋅](?=\p{{Ll}}{{1,5}}(?!{letter}))",
    **dict.fromkeys(("es", "pt"), r"(?<=\p{{L}})@(?=s(?!{alnum}|\.{alnum}))"),
    "de": r"(?<=\p{{Ll}})[*:](?=(?:[ers]|e[nr])(?!{alnum}))",
}
#: Endings in brackets, or @ for a vowel, that Spanish and Portuguese have in common.
_IBERIAN = r"(?<=\p{{Ll}}{{3}})\((?:as?|es|os?|s)\)s?+(?!{letter})|(?<=\p{{L}}{{3}})@(?![\w.@])"
#: Gender-neutral endings: adhérent(e)s, alumnos/as, Student(inn)en.
_OWN_ENDS = {
    "fr": r"(?<=\p{{Ll}})\((?:e|ne|le|trice)\)s?+(?!{letter})",
    "es": rf"(?<=\p{{{{Ll}}}}{{{{4}}}})/(?:[ao]s?)(?!{{alnum}})|{_IBERIAN}",
    "pt": _IBERIAN,
    "de": r"(?<=\p{{Ll}}{{2}})\((?:inn(?:en)?|in|[ensr])\)(?:en)?(?!{letter})",
}
_OWN = frozenset((*_OWN_JOINTS, *_OWN_ENDS, *_STARTS))


def word_pattern(kind: str, language: str) -> Any:
    """Return the pattern of words and addresses; its group `address` is set for an address.

    `kind` is `ascii`, `any`, or `mixed` if letters of scripts without spaces end a word.
    """
    return _compile(kind, language if language in _OWN else "")


@lru_cache(maxsize=3 * (1 + len(_OWN)))
def _compile(kind: str, language: str) -> Any:
    joints = [*_JOINTS, *filter(None, (_OWN_JOINTS.get(language),))]
    ends = [*_ENDS, *filter(None, (_OWN_ENDS.get(language),))]
    if kind != "ascii":
        joints += _OTHER_JOINTS
        ends += _OTHER_ENDS
    parts = {"joint": joints, "end": ends, "address": _ADDRESSES}
    names = {
        **_KINDS[kind],
        "start": _STARTS.get(language, ""),
        "title": _TITLE,
        "quotation": _QUOTATION,
    }
    choices = {name: " | ".join(some).format(**names) for name, some in parts.items()}
    return regex.compile(_PATTERN.format(**names, **choices), regex.VERBOSE | regex.VERSION1)
