"""What would take a parser too long, or too much memory, is refused before it is parsed."""

import subprocess
import sys
import time

import pytest

from pagewords.page import Document, PageError, read_page
from pagewords.page.bounds import is_too_complex

#: CPU seconds for up to 2 MB on a busy machine, twice those of a quiet one.
SOON = 4.0


@pytest.mark.parametrize(
    "body",
    [
        b"<div><table></div></table>" * 60_000,
        b"<div><svg></div></svg>" * 60_000,
        b"<div><textarea></div></textarea>" * 60_000,
        b"<div x='</div>'>" * 60_000,
        b'<div x="> </div>">' * 60_000,
        b"<div><!-- </div> -->" * 60_000,
        b"<span><div></span>" * 60_000,
        b"<p>" + b"".join(b"<font a%d>" % n for n in range(1_000)) + b"<p>x" * 3_000,
        b"<table>"
        + b"".join(b"<i a%d>" % n for n in range(1_000))
        + b"<td></table>"
        + b"<p>x" * 3_000,
        b"<p>" + b"".join(b"<B a%d>" % n for n in range(1_000)) + b"<table></B>" * 3_000,
        b"<rp>x" * 40_000,
        b"<rb>x" * 40_000,
        b"<optgroup>x" * 40_000,
    ],
    ids=[
        "table",
        "svg",
        "text",
        "value",
        "quoted",
        "comment",
        "span",
        "font",
        "i in table",
        "table and b",
        "rp without ruby",
        "rb without ruby",
        "groups without select",
    ],
)
def test_what_only_seems_to_be_closed_is_refused(body: bytes) -> None:
    assert is_too_complex(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<div><p>x</p></div>" * 60_000,
        b"<table><tr><td>" * 90 + b"<p>x" * 20_000,
        b"<ul><li><b>x</b><li><i>y</i></ul>" * 20_000,
        b"<table>" + b"<tr><td><font color=red>x</font><td><font color=blue>y" * 10_000,
        b"<svg><path/><path/></svg><p>x" * 30_000,
        b"<p>x <span>y <a href=z>z</a></span><br><img>" * 20_000,
        "<p><ruby>漢<rp>(<rt>かん<rp>)</ruby>字".encode() * 20_000,
        b"<p><select>" + b"<optgroup label=x><option>y<option>z" * 100 + b"</select>" * 200,
    ],
    ids=["div", "table", "list", "font", "svg", "inline", "ruby", "groups"],
)
def test_what_is_large_and_flat_is_not(body: bytes) -> None:
    assert not is_too_complex(body)


@pytest.mark.alone
@pytest.mark.parametrize(
    "body",
    [
        b"<p>word" + b"<i hidden>x</i>" * 100_000,
        (b"<table><tr><td>" * 90 + b"x" + b"</table>" * 90) * 100,
        b"<table><tr><td>" * 90 + b"<p>some text" * 50_000,
        b'<div class="' + b"a " * 1_000_000 + b'">text</div>',
        b'<div title="' + b"x" * 2_000_000 + b'">text',
        b"<p>" + b"<img src=x>" * 150_000,
        b"".join(b"<div id=k%d><p>x</div>" % n for n in range(60_000)),
        b"<h2>x <a href=/edit/1>[edit]</a></h2>" * 30_000,
        b"<div>" * 2_000 + b"<p>x" * 60_000,
        b"<p>x<SELECT name=town>" + b"<option>y" * 60_000 + b"</select>",
        b"<p>x<select>" + b"<optgroup><option>y</option></optgroup>" * 30_000 + b"</select>",
    ],
    ids=[
        *("hidden", "tables", "in tables", "classes", "attribute", "images", "ids", "edits"),
        *("deep", "choices", "groups"),
    ],
)
def test_hostile_pages_take_linear_time(body: bytes) -> None:
    started = time.process_time()
    try:
        document: Document | str = read_page(body, "text/html")
    except PageError as error:
        document = error.code
    assert time.process_time() - started < SOON * max(1.0, len(body) / 1e6)
    assert isinstance(document, Document)


def test_very_many_blocks_take_little_memory() -> None:
    code = (
        "from pathlib import Path\n"
        "from pagewords.page import read_page\n"
        "def peak():\n"
        # Of this process alone: ru_maxrss begins with that of its parent.
        "    status = Path('/proc/self/status').read_text()\n"
        "    return int(status.partition('VmHWM:')[2].split()[0])\n"
        "read_page(b'<p>what is loaded once', 'text/html')\n"
        "before = peak()\n"
        "assert len(read_page(b'<p>x</p>' * 100_000, 'text/html').blocks) == 100_000\n"
        "print((peak() - before) / 1024)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=50)
    assert float(ran.stdout) < 150


def memory_of(body: str) -> float:
    """The megabytes that a child takes to read a page, which is an expression in Python."""
    # The peak of getrusage is also that of the parent, before the child's program was loaded.
    code = (
        "from pathlib import Path\n"
        "from pagewords.page import read_page\n"
        "def peak():\n"
        "    return int(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
        f"body = ({body}).encode()\n"
        "read_page(b'<p>what is loaded once', 'text/html')\n"
        "before = peak()\n"
        "read_page(body, 'text/html')\n"
        "print((peak() - before) / 1024)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=50)
    return float(ran.stdout)


#: Data of a page, as expressions in Python, and the megabytes that it may take.
DATA = {
    "names": ("""far % ','.join('"x%d":1' % n for n in range(20_000))""", 20),
    "texts": ("""far % ','.join('"x%d":{"y":"%s"}' % (n, said) for n in range(20_000))""", 60),
    "numbers": ("'[' + '0,' * 1_900_000 + '0]'", 60),
}


@pytest.mark.parametrize("name", DATA)
def test_data_far_down_or_far_out_take_little_memory(name: str) -> None:
    data, most = DATA[name]
    far = """(far := '{"a":' * 900 + '{%s' + '}' * 901, said := 'Some words. ' * 4)"""
    page = f"'<p>x</p><script type=application/json>' + {data} + '</script>'"
    assert memory_of(f"{far} and {page}") < most
