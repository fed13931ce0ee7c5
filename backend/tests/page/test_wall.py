"""What stands before a page is told, and no page of its own is taken for it."""

import time

import pytest

from pagewords.page import is_challenge, read_page

URL = "https://news.example/story"
PROSE = (
    "<p>Every evening the lighthouse keeper climbed the stairs and lit the great lamp by hand.</p>"
    "<p>The old lighthouse had a library, and the keeper read there when the fog came in.</p>"
)
SCRIPT = "<script src=/main.js></script>"
MENU = "<nav>" + "".join(f"<a href=/{n}>Section {n}</a> " for n in range(14)) + "</nav>"
PASSWORD = (
    "<form action=/session><input name=user><input type=password><button>Log in</button></form>"
)
#: Pages that are something else than what was asked for, and what they are.
WALLS = {
    "a check": (
        "<title>Just a moment...</title><h1>news.example</h1><p>Checking your browser before "
        "accessing news.example. This process is automatic.</p>" + SCRIPT,
        "challenge",
    ),
    "a check without scripts": (
        ("<title>Attention Required!</title><p>Checking your browser before accessing.</p>"
        "<p>Ray ID: 7d5</p>"),
        "challenge",
    ),
    "a check in plain words": (
        ("<title>One moment</title><p>Checking your browser before accessing the site.</p><p>This "
        "process is automatic. You will be redirected to your requested content shortly.</p>"),
        "challenge",
    ),
    "a check by its maker's mark": (
        ("<title>news.example</title><script>window._cf_chl_opt={cType:'managed'}</script>"
        "<p>Please stand by.</p>"),
        "challenge",
    ),
    "a captcha": (
        "<h1>One more step</h1><p>Please complete the security check.</p>"
        "<div class='g-recaptcha' data-sitekey=x></div>" + SCRIPT,
        "challenge",
    ),
    "a Korean check": (
        ("<title>보안 확인</title><p>비정상적인 접근이 감지되어 접속이 제한되었습니다.</p>"
        "<form><input name=captcha></form>"),
        "challenge",
    ),
    "a Japanese check": (
        "<title>しばらくお待ちください</title><p>人間であることを確認しています。</p>" + SCRIPT,
        "challenge",
    ),
    "consent in French": (
        ("<title>Journal</title><div><p>Avec votre accord, nos 312 partenaires et nous utilisons "
        "des cookies.</p><button>Tout accepter</button><button>Refuser</button></div>"),
        "consent",
    ),
    "consent in Italian": (
        ("<title>Giornale</title><div><p>Noi e i nostri 312 partner utilizziamo i cookie.</p>"
        "<button>Accetta tutto</button></div>"),
        "consent",
    ),
    "consent": (
        ("<title>Before you continue</title><main><h1>Before you continue</h1><p>We and our 812 "
        "partners store information on a device, such as cookies.</p><form><button>Reject all"
        "</button><button>Accept all</button></form></main>"),
        "consent",
    ),
    "Korean consent": (
        "<p>쿠키 사용에 동의해 주세요.</p><button>모두 동의</button><button>거부</button>",
        "consent",
    ),
    "a login page": (f"<title>Log in</title><h1>Log in</h1>{PASSWORD}<a href=/new>Register</a>",
        "login"),
    "a Korean login": (
        "<title>회원 로그인</title><h1>로그인</h1><form><input type=password></form>",
        "login",
    ),
    "members only": (
        ("<p>로그인이 필요한 서비스입니다. 로그인 후 이용해 주세요.</p>"
        "<a href='https://nid.example/nidlogin.login'>로그인</a>"),
        "login",
    ),
    "a beginning": (
        f"<h1>The keeper</h1>{PROSE}<div class=paywall-offer>Subscribe to continue reading</div>",
        "paywall",
    ),
    "a beginning by its data": (
        ('<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
        f"{PROSE}<p>This article is for subscribers.</p>"),
        "paywall",
    ),
    "a Korean beginning": (
        ("<p>등대지기는 매일 저녁 계단을 올라갔다.</p><p>유료 회원만 볼 수 있습니다.</p>"
        "<button>구독하기</button>"),
        "paywall",
    ),
}  # fmt: skip
DRAWN = {
    "an empty root": f"<title>App</title><div id=root></div>{SCRIPT}",
    "an empty root in its site": f"{MENU}<div id=app></div><footer>© 2026</footer>{SCRIPT}",
    "a spinner": f"<div id=root><div class=spinner>Loading…</div></div>{SCRIPT}",
    "loading": f"<div class=page><p>로딩 중입니다. 잠시만 기다려 주세요.</p></div>{SCRIPT}",
    "a notice": f"<noscript>You need to enable JavaScript to run this app.</noscript>"
    f"<div>Harbour Post</div>{SCRIPT}",
    "a visible notice": f"<p>Please enable JavaScript to use this site.</p>{SCRIPT}",
    "an empty main": f"<header>{MENU}</header><main></main><footer>© Harbour Post</footer>{SCRIPT}",
    "nothing but script": "<p>Harbour</p><script>" + "var x = 1;" * 3_000 + "</script>",
}
#: Pages of few words that are what was asked for.
PAGES = {
    "prose that speaks of checks": f"<title>Just a moment</title>{PROSE * 3}"
    f"<p>The site was checking your browser.</p>{SCRIPT}",
    "a poem of that title": "<title>Just a moment</title><h1>Just a moment</h1>"
    f"<p>The sea is grey<br>The lamp is lit<br>One more step</p>{SCRIPT}",
    "a note about a server": f"<p>Please log in to the server and restart it.</p>{SCRIPT}",
    "a note with a login": f"{MENU}<h1>Tides</h1><p>High water at six.</p><form><input "
    f"type=password></form>{SCRIPT}",
    "a note with comments": f"<h1>Tides</h1><div>High water at six.</div>{SCRIPT}<noscript>Please "
    "enable JavaScript to view the comments powered by Disqus.</noscript>",
    "a note without scripts": "<div id=root></div><p>High water at six.</p>",
    "a recipe with cookies": "<title>Cookies</title><p>We use cookies of oats.</p>",
    "a note with a banner": f"{MENU}<h1>Tides</h1><p>High water at six.</p><p>This site uses "
    f"cookies.</p><button>OK</button>{SCRIPT}",
    "a dock": f"<h1>Harbour</h1><p>Loading dock hours: nine to five.</p>{SCRIPT}",
    "a comic": f"{MENU}<main><img src=1.png alt=''></main><footer>© Anne</footer>{SCRIPT}",
    "cards, one of them empty": f"<article>High water at six.</article><article></article>{SCRIPT}",
    "a short page of a program": "<noscript>This app works best with JavaScript enabled.</noscript>"
    f"<div id=___gatsby><h1>Tides</h1><p>High water at six in the morning, low at noon.</p></div>"
    f"{SCRIPT}",
    "a note whose comments are loading": "<h1>Tides</h1><p>High water is at six, low water at "
    f"noon; the ferry goes at seven and comes back at eight.</p><p>Loading…</p>{SCRIPT}",
    "a line beside much script": "<h1>Tides</h1><p>High water at six.</p><script>"
    + "var x = 1;" * 900
    + "</script>",
    "a letter to subscribers": "<p>Subscribe to continue reading our letters.</p>",
    "a login in passing": "<h1>Opening hours</h1><p>Nine to five. Log in for your loans.</p>",
    "a short poem in Korean": "<title>물때</title><p>물이 나간 자리에<br>누가 먼저 발을 디뎠나</p>"
    + SCRIPT,
    "prose for subscribers too": PROSE * 8 + "<p>Subscribe to continue reading our letters.</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_told(name: str) -> None:
    markup, wall = WALLS[name]
    assert read_page(markup.encode(), "text/html; charset=utf-8", URL).wall == wall


@pytest.mark.parametrize("name", DRAWN)
def test_a_page_that_a_program_draws_is_told(name: str) -> None:
    document = read_page(DRAWN[name].encode(), "text/html; charset=utf-8", URL)
    assert (document.wall, document.needs_javascript) == (None, True)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_few_words_is_a_page(name: str) -> None:
    document = read_page(PAGES[name].encode(), "text/html; charset=utf-8", URL)
    assert (document.wall, document.needs_javascript) == (None, False)


def test_a_way_round_to_a_login_or_a_consent_is_a_wall() -> None:
    login = "<h1>Welcome back</h1><p>Sign in with your account.</p><a href=/help>Help</a>"
    consent = "<p>" + "We use cookies and similar technologies for many purposes. " * 30 + "</p>"
    for markup, place, wall in (
        (login, "https://accounts.example/signin?next=x", "login"),
        (consent, "https://consent.example/m?continue=x", "consent"),
    ):
        body = markup.encode()
        assert read_page(body, "text/html", place, asked=URL).wall == wall
        assert read_page(body, "text/html", URL, asked=URL).wall is None


def test_the_page_of_a_refusal_is_a_check_or_not() -> None:
    assert is_challenge(b"<script>window._cf_chl_opt = {}</script>")
    assert is_challenge(b"<p>Please verify you are a human</p>")
    assert not is_challenge(b"<h1>403 Forbidden</h1><p>nginx</p>")
    assert not is_challenge(b"")


FILLING = "<b></b>" * 80_000 + "<script></script><noscript>Enable JavaScript</noscript>"
HOSTILE = {
    "mains": "<main>" * 2_000 + FILLING,
    "roots": f"<div id=root>{'x' * 90}" * 2_000 + FILLING,
    "lists": "<ul><li>" * 1_000 + FILLING,
    "buttons": "We use cookies." + "<div role=button>" * 2_000 + FILLING,
    "frames": "".join(f"<iframe src=/{number}></iframe>" for number in range(90_000)),
    "marks": "/cdn-cgi/challenge-platform/" * 100_000,
}


@pytest.mark.alone
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_judged_in_little_time(name: str) -> None:
    started = time.process_time()
    read_page(HOSTILE[name].encode(), "text/html", URL)
    assert time.process_time() - started < 4
