"""Walls: what stands before a page instead of it, and pages that a program draws.

A wall is a check for robots, a question for consent, a login, or the beginning of what is for
subscribers. Pages with prose of their own are none, whatever they say. The marks of the makers of
walls tell by themselves; words never do, they need a second sign in the page or its address.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from pagewords import links
from pagewords.page import wall_words as words
from pagewords.page.document import Document
from pagewords.page.prose import plain, prose
from pagewords.page.tree import own_text, unread

CHALLENGE, CONSENT, LOGIN, PAYWALL = "challenge", "consent", "login", "paywall"
#: A page that a program draws, which is no wall.
SCRIPTED: Final = "scripted"
#: Characters of prose, those of dense scripts weighed, from which a page is no wall, and no
#: beginning of an article for subscribers.
LITTLE, BEGINNING = 400, 800
#: Characters in which words of walls are looked for, and words of a page that may be one.
SAID, MOST_WORDS = 3_000, 150
#: Characters of an element up to which it is empty, scripts that it may hold, and characters of a
#: paragraph.
EMPTY, MOST_HIDDEN, PARAGRAPH = 40, 40_000, 15
#: Elements of a kind that are looked at.
MOST_LOOKED = 50
#: Characters of scripts from which a page with next to no text is all script.
ALL_SCRIPT = 20_000
#: Links that a bare page has at most: pages of a site have menus.
BARE = 12

_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
#: Where a program draws its page.
_ROOTS = ", ".join(
    f"#{name}"
    for name in (
        "root", "app", "__next", "__nuxt", "___gatsby", "svelte", "react-root", "main-root",
        "application", "mount", "app-root", "q-app", "app-mount", "content-root",
    )
) + ", app-root, ytd-app, [data-reactroot], [ng-version]"  # fmt: skip
#: Where a reader is offered to subscribe or to log in.
_OFFERS = "button, form, " + ", ".join(
    f"a[href*={word}]" for word in ("subscri", "login", "signin", "signup", "register", "member")
)


def find_wall(
    root: LexborNode, markup: str, document: Document, url: str | None, asked: str | None
) -> str | None:
    """What stands before a page, `SCRIPTED` for a page that a program draws, None for neither.

    `url` is where the page came from, `asked` the link that led there.
    """
    amount = prose(document, BEGINNING)
    if amount >= BEGINNING and not words.CONSENT_PLACE.search(_place(url or "")):
        return None
    return _Signs(root, markup, document, url, asked).judge(amount)


def is_challenge(refusal: bytes) -> bool:
    """Whether the body of a refusal (403, 429, 503) is a check for robots."""
    markup = refusal.decode("utf-8", "replace")
    return any(sign.search(markup) for sign in (words.MARKS, words.CAPTCHA, words.CHECKS))


class _Signs:
    """The signs of one page with little prose."""

    def __init__(
        self, root: LexborNode, markup: str, document: Document, url: str | None, asked: str | None
    ) -> None:
        self._root, self._markup = root, markup
        self._text = document.page_text
        self._title = document.title
        self._said = f"{document.title}\n{document.page_text[:SAID]}"
        self._words = len(document.page_text.split())
        self._url, self._asked = url or "", asked or url or ""
        self._links = sum(zone.zone == "link" for zone in document.zones)
        linked = sum(z.end - z.start for z in document.zones if z.zone == "link")
        self._own = len(document.page_text) - linked

    def judge(self, amount: float) -> str | None:
        """The verdict on a page with some prose."""
        if amount < LITTLE and words.MARKS.search(self._markup):
            return CHALLENGE
        if self._is_paywall(amount):
            return PAYWALL
        if (
            self._detour(words.CONSENT_PLACE)
            and self._words <= 4 * MOST_WORDS
            and words.CONSENT.search(self._said)
        ):
            return CONSENT
        if amount >= LITTLE:
            return None
        if self._is_challenge():
            return CHALLENGE
        if self._is_login():
            return LOGIN
        if self._is_consent():
            return CONSENT
        return SCRIPTED if self._is_scripted(amount) else None

    def _is_challenge(self) -> bool:
        if self._words > MOST_WORDS or self._links > BARE:
            return False
        said = {match.lower() for match in words.CHECKS.findall(self._said)}
        more = words.BESIDE_CHECKS.search(self._said)
        if words.CAPTCHA.search(self._markup) and (said or more):
            return True
        sign = self._has("script, iframe, form, meta[http-equiv=refresh], meta[name=robots]")
        sign = sign or words.CHECKS.search(self._title) is not None
        return bool(said) and (sign or more is not None or len(said) > 1)

    def _is_login(self) -> bool:
        if self._words > MOST_WORDS or not words.LOGIN.search(self._said):
            return False
        if self._detour(words.LOGIN_PLACE):
            return True
        field = self._has("input[type=password]")
        if field and self._own < LITTLE and self._is_login_page():
            return True
        asked = self._links <= BARE and words.ASKS_FOR_LOGIN.search(self._said) is not None
        return asked and (field or self._has_login_link())

    def _is_login_page(self) -> bool:
        heading = self._root.css_first("h1")
        said = f"{self._title}\n{(heading.text() or '')[:200] if heading is not None else ''}"
        return bool(words.LOGIN_PLACE.search(_place(self._url)) or words.LOGIN.search(said))

    def _is_consent(self) -> bool:
        if self._words > 2 * MOST_WORDS or not words.CONSENT.search(self._said):
            return False
        buttons = (
            (node.text() or node.attributes.get("value") or "")[:80]
            for node in self._some("button, input[type=submit], [role=button], a")
        )
        return self._links <= BARE and any(words.AGREES.search(button) for button in buttons)

    def _is_paywall(self, amount: float) -> bool:
        if not words.PAYWALL.search(self._text[-SAID:]):
            return False
        marked = bool(_NOT_FREE.search(self._markup)) or self._has(
            "[class*=paywall], [id*=paywall], [class*=subscription-wall], [class*=regwall]"
        )
        bare = amount < LITTLE and self._links <= BARE and self._words <= MOST_WORDS
        return marked or (bare and self._has(_OFFERS))

    def _is_scripted(self, amount: float) -> bool:
        """Whether the page waits for its program: no word, an empty place for it, or a notice."""
        if not self._has("script"):
            return False
        if not any(map(str.isalpha, self._text)):
            return True
        if self._own < LITTLE and self._has_empty_place():
            return True
        if amount >= LITTLE / 2 or self._own >= LITTLE / 2:
            return False
        return self._is_loading() or self._asks_for_script() or self._is_all_script()

    def _has_empty_place(self) -> bool:
        """Whether the place of a program is empty, or all that should hold the page's text."""
        if any(_is_empty(node, EMPTY, most_images=1) for node in self._some(_ROOTS)):
            return True
        mains = self._some("main, article")
        return bool(mains) and all(_is_empty(node, PARAGRAPH, most_images=0) for node in mains)

    def _is_loading(self) -> bool:
        """Whether there is a line that says so, and next to nothing else but links."""
        lines = (line.rstrip(" .…!") for line in self._text[:SAID].split("\n"))
        loading = [line for line in lines if words.LOADING.fullmatch(line)]
        return bool(loading) and self._own - sum(map(len, loading)) < LITTLE / 8

    def _asks_for_script(self) -> bool:
        """Whether the page asks for JavaScript, not for the sake of its comments alone, and has no
        paragraph besides."""
        if words.NEEDS_SCRIPT.search(self._text):
            return True
        quiet = [plain(own_text(node))[: words.NOTICE_WITHIN] for node in self._some("noscript")]
        said = [text for text in quiet if not words.COMMENTS.search(text)]
        return any(map(words.NEEDS_SCRIPT.search, said)) and not any(
            len((node.text() or "").strip()) >= PARAGRAPH
            for node in self._some("p, li, pre, blockquote, td, dd")
        )

    def _is_all_script(self) -> bool:
        code = sum(len(own_text(node)) for node in self._root.css("script:not([type*=json])"))
        return self._own < LITTLE / 4 and code > ALL_SCRIPT

    def _some(self, selector: str) -> list[LexborNode]:
        """The first elements of a kind: hostile ones are nested, and each is looked through."""
        return self._root.css(selector)[:MOST_LOOKED]

    def _has(self, selector: str) -> bool:
        return self._root.css_first(selector) is not None

    def _has_login_link(self) -> bool:
        places = (
            node.attributes.get("href") or node.attributes.get("action") or ""
            for node in self._some("a, form")
        )
        return any(words.LOGIN_PLACE.search(_place(place)) for place in places)

    def _detour(self, place: re.Pattern[str]) -> bool:
        """Whether the page came from such a place, and the link that was asked for is none."""
        reached, asked = _place(self._url), _place(self._asked)
        return bool(place.search(reached)) and not place.search(asked)


def _place(url: str) -> str:
    """The host and path of a URL."""
    try:
        parts = links.split(url)
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{parts.path}"


def _is_empty(node: LexborNode, most: int, most_images: int) -> bool:
    """Whether an element has less text than `most`, scripts and styles apart, and few pictures."""
    text = node.text() or ""
    if len(text) > MOST_HIDDEN or len(node.css("img, picture, video, canvas")) > most_images:
        return False
    return len("".join(text.split())) - unread(node) < most
