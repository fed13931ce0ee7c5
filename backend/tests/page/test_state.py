"""Text in a page's own data: found where little else is seen, and left alone elsewhere."""

import json
import time

import pytest

from pagewords.page import read_page

SENTENCES = [
    "Every evening the lighthouse keeper climbed the stairs and lit the great lamp by hand.",
    "The old lighthouse had a library, and the keeper read there when the fog came in.",
    "A ship passed twice a month, and its captain always blew the horn for the keeper.",
    "In winter the sea threw foam against the windows of the third floor.",
]
STORY = "\n".join(SENTENCES)
AS_HTML = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
MENU = "<nav><a href=/a>News</a> <a href=/b>Sport</a></nav>"
NEXT = {
    "props": {
        "pageProps": {
            "locale": {"messages": {"cookie": "We use cookies to make this site better for you."}},
            "post": {"title": "The keeper", "slug": "the-keeper", "content": AS_HTML},
            "related": [{"title": "A storm", "excerpt": "The storm of 1987 broke every window."}],
        }
    },
    "buildId": "x",
}
FLIGHT = '0:["$","article",null,{"children":' + json.dumps(SENTENCES) + "}]\n"


def script(code: str, attributes: str = "") -> str:
    return f"<script {attributes}>{code}</script>"


HELD = {
    "JSON-LD": MENU
    + "<p>Read more in our app.</p>"
    + script(
        json.dumps({"@graph": [{"@type": "NewsArticle", "articleBody": STORY}]}),
        'type="application/ld+json"',
    ),
    "a review": MENU
    + script(json.dumps({"@type": "Review", "reviewBody": STORY}), 'type="application/ld+json"'),
    "an article that is a review": MENU
    + script(
        json.dumps({"@type": "Review", "reviewBody": SENTENCES[0], "articleBody": STORY}),
        'type="application/ld+json"',
    ),
    "Next": '<div id="__next"></div>'
    + script(json.dumps(NEXT), 'id="__NEXT_DATA__" type="application/json"'),
    "Nuxt": f"<div id=__nuxt></div>{script('window.__NUXT__=' + json.dumps({'data': [NEXT]}))}",
    "a state": "<div id=app></div>" + script(f"window.__INITIAL_STATE__ = {json.dumps(NEXT)};"),
    "a state in a string": "<div id=app></div>"
    + script(f"window.__PRELOADED_STATE__ = JSON.parse({json.dumps(json.dumps(NEXT))})"),
    "a flight": "<div></div>"
    + script("self.__next_f=self.__next_f||[]")
    + script(f"self.__next_f.push({json.dumps([1, FLIGHT[:120]])})")
    + script(f"self.__next_f.push({json.dumps([1, FLIGHT[120:]])})"),
    "noscript": f"{MENU}<div class=post></div><noscript><div>{AS_HTML}</div></noscript>"
    + script("draw()"),
}


@pytest.mark.parametrize("name", HELD)
def test_the_text_of_a_pages_data_is_its_main_text(name: str) -> None:
    document = read_page(HELD[name].encode(), "text/html; charset=utf-8")
    assert document.main_text.split("\n") == SENTENCES
    assert document.source == "data"
    assert not document.needs_javascript
    assert document.wall is None


@pytest.mark.parametrize("name", ["JSON-LD", "Next", "a state", "a flight"])
def test_a_text_that_was_cut_within_a_character_is_read(name: str) -> None:
    cut = HELD[name].replace("the great lamp", r"the \ud83d great \udd6f\ud83d\udd6f lamp")
    document = read_page(cut.encode(), "text/html; charset=utf-8")
    first = SENTENCES[0].replace("the great lamp", "the \ufffd great \ufffd\U0001f56f lamp")
    assert document.main_text.split("\n") == [first, *SENTENCES[1:]]


def test_a_page_without_scripts_that_ends_with_a_notice_is_read() -> None:
    notice = "<footer>Best viewed with JavaScript enabled.</footer>"
    body = f"<div id=app></div><noscript>{AS_HTML * 4}{notice}</noscript><script>draw()</script>"
    document = read_page(body.encode(), "text/html")
    assert document.main_text.split("\n")[:-1] == SENTENCES * 4
    assert (document.source, document.needs_javascript) == ("data", False)


STYLE = "".join(f".a{n}{{color:#fff;margin:0 auto;padding:10px}}" for n in range(40))
ASKS = "Please enable JavaScript to continue using this application."
NOTICES = {
    "styled": f"<style>{STYLE}</style><p>{ASKS}</p>",
    "commented": f"<!-- {STORY * 4} <b>--><p>{ASKS}</p>",
    "indented": f"<div>{' ' * 1_100}{ASKS}</div>",
    "in many languages": f"{ASKS} このアプリを使うには設定を変えてください。" * 16,
}


@pytest.mark.parametrize("place", ["<div id=root></div>", "<h1>Harbour</h1><div></div>"])
@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_is_no_text_however_it_is_written(name: str, place: str) -> None:
    body = f"{place}<noscript>{NOTICES[name]}</noscript><script src=a.js></script>"
    document = read_page(body.encode(), "text/html; charset=utf-8")
    assert (document.source, document.needs_javascript) == ("page", True)


@pytest.mark.parametrize(
    "said", [f"<style>{STYLE}</style><p>Enable JavaScript and cookies to continue.</p>", AS_HTML]
)
def test_a_check_for_robots_is_no_text_whatever_it_says_without_scripts(said: str) -> None:
    code = script("window._cf_chl_opt={}")
    body = f"<title>Just a moment...</title><noscript>{said}</noscript>{code}"
    document = read_page(body.encode(), "text/html; charset=utf-8")
    assert (document.source, document.wall) == ("page", "challenge")


def test_data_of_a_page_that_a_maker_of_checks_guards_are_read() -> None:
    guard = "<script src=/_Incapsula_Resource?x=1></script>"
    assert read_page(f"{HELD['Next']}{guard}".encode(), "text/html").source == "data"


def test_what_is_seen_stays_in_the_whole_page() -> None:
    document = read_page(HELD["JSON-LD"].encode(), "text/html; charset=utf-8")
    assert document.page_text.split("\n") == ["News Sport", "Read more in our app.", *SENTENCES]


def test_the_description_of_a_video_is_labelled() -> None:
    said = "We walk out to the lighthouse at low water and talk with its last keeper about fog."
    player = {"videoDetails": {"title": "The keeper", "shortDescription": said}}
    linked = {"@type": "VideoObject", "name": "The keeper", "description": said}
    for data in (
        script("var ytInitialPlayerResponse = " + json.dumps(player) + ";var meta = 1;"),
        script(json.dumps([linked]), 'type="application/ld+json"'),
    ):
        document = read_page(f"<footer>About Press</footer>{data}".encode(), "text/html")
        assert (document.main_text, document.source) == (said, "description")


KEPT = {
    "as much is seen": AS_HTML
    + script(json.dumps({"articleBody": STORY}), 'type="application/ld+json"'),
    "more than half is seen": "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    + script(json.dumps({"articleBody": STORY}), 'type="application/ld+json"'),
    "messages of a program": "<p>High water at six.</p>"
    + script(json.dumps({"messages": {"a": STORY}}), 'id="__NEXT_DATA__" type="application/json"'),
    "a notice": "<p>High water at six.</p><noscript>Please enable JavaScript to see this page, "
    f"since it is drawn by a program. {STORY}</noscript>",
    "more is kept for later": AS_HTML * 3
    + script(json.dumps([f"{n}. {STORY}" for n in range(9)]), 'type="application/json"'),
    "more is there without scripts": AS_HTML * 3
    + "".join(f"<noscript><p>{n}. {STORY}</p></noscript>" for n in range(9)),
    "reviews of a product": "<p>High water at six.</p>"
    + script(json.dumps({"review": [{"reviewBody": STORY}]}), 'type="application/ld+json"'),
    "broken data": "<p>High water at six.</p>"
    + script(json.dumps({"articleBody": STORY})[:-9], 'type="application/ld+json"'),
    "a short text": "<p>High water at six.</p>"
    + script(json.dumps({"articleBody": SENTENCES[0]}), 'type="application/ld+json"'),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_page_that_says_enough_is_read_as_it_is_seen(name: str) -> None:
    assert read_page(KEPT[name].encode(), "text/html; charset=utf-8").source == "page"


HOSTILE = {
    "deep": "[" * 1_000_000,
    "wide": json.dumps([0] * 1_000_000),
    "many": "window.__A__=" * 100_000,
    "long": json.dumps({"articleBody": "<" * 100_000}),
    "stops": json.dumps({"articleBody": "word " * 400_000}),
    "name": json.dumps({"recommend" * 40_000 + "-": "The river runs to the sea. " * 9}),
    "flights": "self.__next_f.push([" * 50_000,
}


@pytest.mark.alone
@pytest.mark.parametrize("kind", ["application/ld+json", "application/json", ""])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_costs_little(name: str, kind: str) -> None:
    body = script(HOSTILE[name], f'type="{kind}"' if kind else "").encode()
    started = time.process_time()
    read_page(body, "text/html; charset=utf-8")
    assert time.process_time() - started < 2.5
