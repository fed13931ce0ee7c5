"""Frames that may hold a page's text: of the same site, the largest first."""

import time

import pytest

from pagewords.page import read_page
from pagewords.page.frames import MOST_LOOKED, read_frames
from pagewords.page.tree import parse

URL = "https://blog.example.co.kr/you/1"
PROSE = "<p>Every evening the keeper climbed the stairs and lit the great lamp by hand.</p>" * 6


@pytest.mark.parametrize(
    ("markup", "frames"),
    [
        ("<iframe src='/PostView?no=1'></iframe>", ["https://blog.example.co.kr/PostView?no=1"]),
        ("<iframe src='https://m.example.co.kr/1'></iframe>", ["https://m.example.co.kr/1"]),
        (
            "<frameset cols='180,*'><frame src='a'><frame src='b'></frameset>",
            ["https://blog.example.co.kr/you/a", "https://blog.example.co.kr/you/b"],
        ),
        ("<a href=#x>Skip</a><iframe src=/x></iframe>", ["https://blog.example.co.kr/x"]),
        (
            ("<iframe src=/a width=300 height=90></iframe><iframe src=/b width=100% height=900px>"
            "</iframe><iframe src=/b#c></iframe><iframe src=/c width=0 height=0></iframe>"),
            ["https://blog.example.co.kr/b", "https://blog.example.co.kr/a"],
        ),
        ("<p>A short text of its own.</p><iframe src=/a></iframe>", ["https://blog.example.co.kr/a"]),
        ("<iframe src='https://ads.other.co.kr/1'></iframe>", []),
        ("<iframe src='javascript:void(0)'></iframe>", []),
        ("<iframe src='http://['></iframe>", []),
        ("<iframe></iframe>", []),
        (f"{PROSE}<iframe src=/a></iframe>", []),
        ("".join(f"<iframe src=/{n}></iframe>" for n in range(9)), [
            f"https://blog.example.co.kr/{n}" for n in range(4)
        ]),
    ],
)  # fmt: skip
def test_frames_of_the_same_site(markup: str, frames: list[str]) -> None:
    body = f"<html><head><title>Blog</title></head>{markup}</html>".encode()
    assert list(read_page(body, "text/html", URL).frames) == frames


@pytest.mark.parametrize(
    ("host", "frame", "same"),
    [
        ("blog.example.gov.in", "www.example.gov.in", True),
        ("one.gov.in", "other.gov.in", False),
        ("one.kobe.jp", "other.kobe.jp", False),
        # Names that a company gives to anybody.
        ("you.github.io", "other.github.io", False),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_a_site_is_a_registered_name(host: str, frame: str, *, same: bool) -> None:
    body = f"<iframe src='https://{frame}/1'></iframe>".encode()
    assert bool(read_page(body, "text/html", f"https://{host}/").frames) == same


@pytest.mark.alone
def test_very_many_frames_of_other_sites_cost_little() -> None:
    frames = "".join(f"<iframe src=//a{n}.b{n}.example.co.uk/></iframe>" for n in range(80_000))
    root = parse(f"<p>x</p>{frames}")
    started = time.process_time()
    assert read_frames(root, URL) == ()
    assert time.process_time() - started < 0.7


def test_the_first_frames_are_looked_at() -> None:
    others = "<iframe src=//ads.other.co.kr/1></iframe>"
    for before, found in ((MOST_LOOKED - 1, True), (MOST_LOOKED, False)):
        body = f"{others * before}<iframe src=/a></iframe>".encode()
        assert bool(read_page(body, "text/html", URL).frames) == found
