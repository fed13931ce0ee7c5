"""Clients share the places of requests that wait."""

from pagewords.api.large_reads import _Reads
from pagewords.api.waiting import Places

ONE, OTHER, THIRD = "192.0.2.1", "192.0.2.2", "192.0.2.3"


def test_one_client_has_all_places_as_long_as_no_other_wants_one() -> None:
    places = Places()
    taken = [places.take(ONE, 4) for _ in range(4)]
    assert all(places.has(one) for one in taken)
    assert places.take(ONE, 4) is None
    places.leave(taken[0])
    assert places.take(ONE, 4)


def test_another_client_takes_the_oldest_places_of_the_one_with_most_until_they_are_even() -> None:
    places = Places()
    first = [places.take(ONE, 4) for _ in range(4)]
    others = [places.take(OTHER, 4) for _ in range(3)]
    assert others[2] is None
    assert all(places.has(one) for one in others[:2])
    assert [places.has(one) for one in first] == [False, False, True, True]
    assert places.take(THIRD, 4)
    assert places.take(THIRD, 4) is None


def test_of_a_client_with_most_places_the_firm_ones_are_lost_last_and_the_newest_first() -> None:
    places = Places()
    firm = [places.take(ONE, 4, firm=True) for _ in range(3)]
    loose = places.take(ONE, 4)
    assert places.take(OTHER, 4)
    assert [places.has(one) for one in (*firm, loose)] == [True, True, True, False]
    assert places.take(OTHER, 4)
    assert [places.has(one) for one in firm] == [True, True, False]
    assert places.take(OTHER, 4) is None


def test_large_reads_of_clients_take_turns() -> None:
    reads = _Reads()
    for client in (ONE, ONE, OTHER, OTHER, THIRD):
        assert reads.enter(client, 2)
    turns = {client: reads.begin(client, client) for client in (ONE, OTHER)}
    assert all(turns.values())
    assert not reads.begin(THIRD, "read")
    reads.end(ONE, turns[ONE])
    reads.end_making(ONE)
    # ONE has had a turn, and THIRD none yet.
    assert not reads.begin(ONE, "again")
    assert reads.begin(THIRD, "read")
    reads.end(OTHER, turns[OTHER])
    assert not reads.begin(OTHER, "again")
    assert reads.begin(ONE, "again")


def test_a_place_that_was_lost_is_not_given_back_twice() -> None:
    places = Places()
    lost = [places.take(ONE, 2), places.take(ONE, 2)][0]
    assert places.take(OTHER, 2)
    places.leave(lost)
    assert places.take(OTHER, 2) is None
