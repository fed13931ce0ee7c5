"""Where a short script sends its reader: `location.replace("/main.do")` and its like."""

import re
from itertools import islice

#: Places that set the location, of those that are looked at: a script that only sends its reader on
#: has a few.
MOST = 20
_LITERAL = r"(\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
_SENDS = re.compile(
    r"\blocation(?:\.href|\.replace|\.assign)?\s*(?:=(?!=)|\()\s*(?:"
    + _LITERAL
    + r"|([A-Za-z_$][\w$]*))"
    r"(?!\s*[+.\[(\w])"
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'\\])//[^\n]*", re.DOTALL)
#: Conditions, and events that may never come.
_CONDITION = re.compile(
    r"\b(else|if|catch|case|switch|while|for|on(?!load\b)[a-z]+|click|submit|error|then)\b"
)
_NAMED = re.compile(
    r"function\s+([\w$]+)|([\w$]+)\s*=\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*=>)"
)
#: A link on the web or within the site.
_LINK = re.compile(r"https?://|(?![a-z][a-z0-9+.-]*:|#|$)", re.IGNORECASE)


def find_location(code: str) -> str | None:
    """The link that a script sets the location to, None where it sets none.

    What is set in any case comes first, then what an `else` sets: the other side is mostly for
    telephones or old browsers. What stands under a condition alone is not followed.
    """
    code = _COMMENT.sub("", code)
    otherwise = None
    for match in islice(_SENDS.finditer(code), MOST):
        link = _value(match, code)
        if link is None or not _LINK.match(link):
            continue
        condition = _condition(code, match.start())
        if condition is None:
            return link
        if condition == "else":
            otherwise = link
    return otherwise


def _value(match: re.Match[str], code: str) -> str | None:
    """The link that a match sets, which may have a name of its own: `var to = "/main.do"`."""
    literal = match[1]
    if literal is None:
        found = re.search(rf"(?<![\w$.]){re.escape(match[2])}\s*=\s*{_LITERAL}\s*[;,\n]", code)
        if found is None:
            return None
        literal = found[1]
    return _ESCAPE.sub(_unescape, literal[1:-1])


def _unescape(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2]
    return chr(int(digits, 16)) if digits else escape[3]


def _condition(code: str, place: int) -> str | None:
    """The condition that a place in a script stands under, None for none."""
    ends, depth = [place], 0
    for at in range(place - 1, -1, -1):
        if code[at] == "}":
            depth += 1
        elif code[at] == "{":
            depth -= 1
            if depth < 0:
                depth = 0
                ends.append(at)
    for end in ends:
        statement = code[max(code.rfind(sign, 0, end) for sign in ";{}") + 1 : end]
        if found := _CONDITION.findall(statement):
            return "else" if "else" in found and "if" not in found else str(found[-1])
        named = _NAMED.search(statement)
        if named and not _is_called(named[1] or named[2], code):
            return "function"
    return None


def _is_called(name: str, code: str) -> bool:
    """Whether a function is named elsewhere than where it is written, or runs on load."""
    return name == "onload" or len(re.findall(rf"(?<![\w$]){re.escape(name)}(?![\w$])", code)) > 1
