"""Frames that may hold a page's text: of the same site, the largest first."""

import pytest

from pagewords.page import read_page

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
