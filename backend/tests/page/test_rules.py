"""The marked rules select what the extractor's own rules select."""

import importlib.util
import re
from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from trafilatura import xpaths

from pagewords.page import rules

NAMES = [
    "BODY_XPATH",
    "OVERALL_DISCARD_XPATH",
    "RAW_TREE_PRUNE_XPATH",
    "REMOVE_COMMENTS_AND_LISTS_XPATH",
    "REMOVE_COMMENTS_XPATH",
    "TEASER_DISCARD_XPATH",
    "DISCARD_IMAGE_ELEMENTS",
]


def _own(module: ModuleType) -> ModuleType:
    """The library's module as its makers wrote it, beside the one with marked rules."""
    assert module.__file__
    package, name = module.__name__.rsplit(".", 1)
    spec = importlib.util.spec_from_file_location(f"{package}._own_{name}", module.__file__)
    assert spec
    assert spec.loader
    own = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(own)
    return own


OWN = _own(xpaths)
# Not by attribute: of some modules the package's own name is that of a function.
_BASELINE = import_module("trafilatura.baseline")
_SETTINGS = import_module("trafilatura.settings")
#: What the rules speak of: their attributes, their elements, and the words in their conditions.
_PATHS = [rule.path for name in NAMES for rule in getattr(OWN, name)]
_WORDS = sorted(
    {
        word
        for path in _PATHS
        for literal in re.findall("'([^']*)'", path)
        for word in re.split(r"[|^$()\[\]*?\\]+", literal)
        if word
    }
)
_ATTRIBUTES = sorted({name for path in _PATHS for name in re.findall(r"@([\w-]+)", path)})
_TAGS = ["article", "aside", "div", "figure", "footer", "img", "li", "main", "p", "section", "ul"]
_values = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS).map(str.upper), st.just("plain")),
    max_size=3,
).flatmap(lambda words: st.sampled_from([" ", "-", "", "__"]).map(lambda glue: glue.join(words)))
_elements = st.recursive(
    st.builds(
        lambda tag, attributes: (tag, attributes, []),
        st.sampled_from(_TAGS),
        st.dictionaries(st.sampled_from(_ATTRIBUTES), _values, max_size=3),
    ),
    lambda inner: st.builds(
        lambda tag, attributes, children: (tag, attributes, children),
        st.sampled_from(_TAGS),
        st.dictionaries(st.sampled_from(_ATTRIBUTES), _values, max_size=3),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


def _grow(parent: etree._Element, shape: tuple[str, dict[str, str], list]) -> None:  # type: ignore[type-arg]
    tag, attributes, children = shape
    element = etree.SubElement(parent, tag, attributes)
    for child in children:
        _grow(element, child)


def _selected(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    found = path(root)
    assert isinstance(found, list)
    return found


@given(st.lists(_elements, min_size=1, max_size=4))
def test_marked_rules_select_the_same_elements(shapes: list) -> None:  # type: ignore[type-arg]
    body = etree.SubElement(etree.Element("html"), "body")
    for shape in shapes:
        _grow(body, shape)
    root = body.getroottree().getroot()
    wanted = [[_selected(path, root) for path in getattr(OWN, name)] for name in NAMES]

    rules.mark(root)

    assert [[_selected(path, root) for path in getattr(xpaths, name)] for name in NAMES] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_the_library_is_marked(name: str) -> None:
    """The lists that the library's own modules hold, with no expression left in any of them."""
    assert len(getattr(xpaths, name)) == len(getattr(OWN, name)) > 0
    assert not any("re:test" in path.path for path in getattr(xpaths, name))


def test_the_last_resort_cleans_the_same() -> None:
    root = html.fromstring(
        "<div><p>Text</p><div class='footer'>x</div><p id='Cookie-Banner'>y</p></div>"
    )
    own = _selected(_own(_SETTINGS).BASIC_CLEAN_XPATH, root)
    rules.mark(root)
    assert _selected(_BASELINE.BASIC_CLEAN_XPATH, root) == own != []
