"""What one process of the API has room for: which connections are closed when there are too many
or their bytes are, and which request is next.

It is always the network with most that loses some, so that nobody can crowd out another.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

#: Bytes of answers of one process that clients have not taken yet: in temporary files, so that no
#: thread waits for a client.
UNSENT = 100_000_000
#: The largest bodies of requests for which one process has room, in memory and in temporary files:
#: as many as one client may have files waiting.
BODIES = 8


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
    """The channels to close so that no network has more than `most`: those that are idle, or whose
    request has been arriving, for longest."""
    network, count = Counter(channel.network for channel in channels).most_common(1)[0]
    idle = [one for one in channels if one.network == network and not one.is_at_work()]
    idle.sort(key=lambda channel: float(channel.last_activity))
    return idle[: max(0, count - most)]


class Waiting:
    """The queue of waitress's threads: channels whose requests wait, of which networks take turns.

    So whoever asks as much as it can makes itself wait. It is used under the threads' lock.
    """

    def __init__(self) -> None:
        self._own: dict[str, deque[Any]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, channel: Any) -> None:
        """Let a channel wait behind those of its network."""
        channel.network = channel.whose()
        self._own.setdefault(channel.network, deque()).append(channel)
        self._count += 1

    def popleft(self) -> Any:
        """The first of the network whose turn it is."""
        network = next(iter(self._own))
        own = self._own.pop(network)
        channel = own.popleft()
        if own:
            self._own[network] = own
        self._count -= 1
        return channel


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
