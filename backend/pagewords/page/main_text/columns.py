"""What the features of blocks are called."""

from pagewords.page.blocks.names import listed
from pagewords.page.head import KINDS

#: Of the block itself.
OWN = listed(
    "length words sentences linked ends heading code commas digits upper signs repeated name.total"
    " name.own name.low name.high level starts.upper starts.sign quotes dense money image time"
)
#: Of each of the containers that a block stands in, the nearest first, each wider than the last.
LEVELS = 4
CONTAINER = listed(
    "share length linked paragraphs heading sentences blocks ended place words name images times"
)
KIN = listed("brothers brothers.linked brothers.share")
ALIKE = listed("alike alike.share alike.linked alike.ended alike.length")
NEIGHBOURS, OFFSETS = (0, 3, 4, 5, 12), (-2, -1, 1, 2)
BESIDE = listed("parent-1 parent+1 alike-1 alike+1")
PLACE = listed(
    "place number from.h1 has.h1 in.title in.description share.before sentences.before"
    " from.first.long from.last.long"
)
PAGE = [
    f"page.{name}"
    for name in (
        *listed("length blocks linked paragraphs sentences heading code article main p pre table"),
        *(f"is.{kind}" for kind in KINDS),
    )
]
