"""What one process of the API has room for: which connections are closed when there are too many
or their bytes are, and which request is next.

It is always the network with most that loses some, so that nobody can crowd out another.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from operator import itemgetter
from typing import Any, NamedTuple

#: Bytes of answers of one process that clients have not taken yet: in temporary files, so that no
#: thread waits for a client.
UNSENT = 100_000_000
#: The largest bodies of requests for which one process has room, in memory and in temporary files:
#: as many as one client may have files waiting.
BODIES = 8
#: Reads of results of one network at work in one process.
READS = 2
#: The part of the threads that is left to networks without a request at work: a client that comes
#: would wait until one of many long requests has ended.
LEFT = 1 / 8


def untaken(channels: list[Any]) -> list[Any]:
    """The channels to close so that the others have no more than `UNSENT` bytes to send."""
    return _largest([(int(channel.total_outbufs_len), channel) for channel in channels], UNSENT)


def unfinished(channels: list[Any], most: int) -> list[Any]:
    """The channels to close so that the bodies of requests have no more than `most` bytes.

    None with a request that is complete is among them; its bytes count for its network.
    """
    held: Counter[str] = Counter()
    arriving: list[tuple[int, Any]] = []
    for channel in channels:
        request = channel.request
        size = int(request.body_bytes_received) if request is not None else 0
        if channel.requests:
            complete = sum(one.body_bytes_received for one in channel.requests)
            held[channel.network] += size + complete
        elif size:
            arriving.append((size, channel))
    return _largest(arriving, most, held)


def crowding(channels: list[Any], most: int) -> list[Any]:
    """The channels to close so that no more than `most` are open: each time one of the network that
    has most, so that nobody keeps out others, alone or with a few more addresses.

    Of one network, and of networks with as many, those go first that are idle, or whose request has
    been arriving, for longest; then those that still take an answer, and last those with a request
    at work.
    """
    kept: Counter[str] = Counter()
    placed: list[tuple[int, Any]] = []
    for channel in sorted(channels, key=_worth, reverse=True):
        kept[channel.network] += 1
        placed.append((kept[channel.network], channel))
    placed.sort(key=itemgetter(0))
    return [channel for _, channel in placed[most:]]


def _worth(channel: Any) -> tuple[bool, bool, float]:
    has_request, has_answer = bool(channel.requests), channel.total_outbufs_len > 0
    return has_request, has_answer, float(channel.last_activity)


class Line(NamedTuple):
    """Where a request waits: with others of its network, reads of results apart from the rest."""

    network: str
    is_read: bool


class Waiting:
    """The queue of waitress's threads: channels whose requests wait, of which lines take turns.

    So whoever asks as much as it can makes itself wait. A network with `own` requests at work is
    passed over, since whoever comes later would find all of the `threads` held. So is one with any
    at work, while only those threads are free that are left to networks with none. Its reads are
    passed over while `READS` of them are at work: more at once only take longer each, and keep the
    interpreter from all others. It is used under the threads' lock.
    """

    def __init__(self, own: int, threads: int) -> None:
        self._most = own
        self._for_all = threads - int(LEFT * threads)
        self._lines: dict[Line, deque[Any]] = {}
        self._at_work: Counter[Line] = Counter()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __bool__(self) -> bool:
        """Whether a thread may take a request."""
        return self._next() is not None

    def append(self, channel: Any) -> None:
        """Let a channel wait behind those of its line."""
        line = channel.whose()
        channel.network = line.network
        self._lines.setdefault(line, deque()).append(channel)
        self._count += 1

    def popleft(self) -> Any:
        """The first of the line whose turn it is; `ended` has to follow."""
        line = self._next()
        if line is None:
            raise IndexError
        own = self._lines.pop(line)
        channel = own.popleft()
        if own:
            self._lines[line] = own
        self._count -= 1
        self._at_work[line] += 1
        channel.at_work = line
        return channel

    def ended(self, line: Line) -> None:
        """Count a request of a line less that is at work."""
        self._at_work[line] -= 1
        if not self._at_work[line]:
            del self._at_work[line]

    def is_held_up(self, network: str) -> bool:
        """Whether requests of a network wait because of those that it has at work."""
        waits = any(line in self._lines for line in _lines_of(network))
        return waits and not self._may_begin(network)

    def _next(self) -> Line | None:
        # Few are passed over: there are threads for few networks with all of their part.
        return next((line for line in self._lines if self._is_free(line)), None)

    def _is_free(self, line: Line) -> bool:
        if line.is_read and self._at_work[line] >= READS:
            return False
        return self._may_begin(line.network)

    def _may_begin(self, network: str) -> bool:
        own = sum(self._at_work[line] for line in _lines_of(network))
        return own == 0 or (own < self._most and self._at_work.total() < self._for_all)


def _lines_of(network: str) -> tuple[Line, Line]:
    return Line(network, is_read=False), Line(network, is_read=True)


def _largest(
    sized: list[tuple[int, Any]], most: int, held: Mapping[str, int] | None = None
) -> list[Any]:
    """The channels to close so that all have no more than `most` bytes, each given with its own:
    each time the largest of the network that has most, so that nobody can crowd out another.

    `held` is what networks have besides, which stays.
    """
    networks: defaultdict[str, list[tuple[int, Any]]] = defaultdict(list)
    sizes = Counter(held or {})
    for size, channel in sorted(sized, key=itemgetter(0)):
        networks[channel.network].append((size, channel))
        sizes[channel.network] += size
    closed = []
    while sizes.total() > most and (own := networks[max(sizes, key=sizes.__getitem__)]):
        size, channel = own.pop()
        sizes[channel.network] -= size
        closed.append(channel)
    return closed
