"""Character references: those of browsers, whatever number a page writes."""

import pytest

from pagewords.entities import unescape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&#65;&#x41;&#0065;&amp;", "AAA&"),
        ("&#" + "1" * 5_000 + ";x", "\ufffdx"),
        ("&#" + "0" * 5_000 + "65;x", "Ax"),
        ("&#" + "0" * 5_000 + "1" * 5_000 + " x", "\ufffd x"),
        ("&#x" + "f" * 9_000 + ";x", "\ufffdx"),
        ("&#99999999abc &#", "\ufffdabc &#"),
    ],
    ids=["usual", "large", "zeros", "both", "hexadecimal", "without an end"],
)
def test_references_are_replaced_as_browsers_do(text: str, shown: str) -> None:
    assert unescape(text) == shown
