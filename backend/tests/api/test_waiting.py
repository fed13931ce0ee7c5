"""Clients share the places of requests that wait."""

from pagewords.api.large_reads import LARGE_WORDS, ReadTurn, ReadTurns
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


def ask(turns: ReadTurns, client: str, name: str = "", *, whole: bool = False) -> ReadTurn:
    """Let a large read wait; without a name it is equal to no other."""
    turn = ReadTurn(client, name or object(), lambda _: None, whole=whole)
    assert turn.is_needed(LARGE_WORDS + 1, 0)
    assert turns.ask(turn, 3)
    return turn


def test_large_reads_of_clients_take_turns() -> None:
    turns = ReadTurns()
    first, other = ask(turns, ONE), ask(turns, OTHER)
    again, third, other_again = ask(turns, ONE), ask(turns, THIRD), ask(turns, OTHER)
    assert turns.has_begun(first)
    assert turns.has_begun(other)
    assert not turns.has_begun(third)
    turns.end(first)
    # ONE has had a turn, and THIRD none yet.
    assert turns.has_begun(third)
    assert not turns.has_begun(again)
    turns.end(other)
    assert turns.has_begun(again)
    assert not turns.has_begun(other_again)


def test_a_client_has_so_many_large_reads_and_one_that_gave_up_is_none() -> None:
    turns = ReadTurns()
    waiting = [ask(turns, ONE) for _ in range(3)]
    assert not turns.ask(ReadTurn(ONE, "more", lambda _: None), 3)
    turns.end(waiting[1])
    assert turns.ask(ReadTurn(ONE, "more", lambda _: None), 3)
    turns.end(waiting[0])
    assert not waiting[1].begun.is_set()
    assert turns.has_begun(waiting[2])


def test_whoever_has_read_before_is_passed_by_nobody_who_comes_later() -> None:
    turns = ReadTurns()
    turns.end(ask(turns, ONE))
    at_work = [ask(turns, OTHER), ask(turns, THIRD)]
    waits = ask(turns, ONE)
    ask(turns, "192.0.2.4")
    turns.end(at_work[0])
    assert turns.has_begun(waits)


def test_a_read_whose_equal_is_being_made_holds_up_no_other() -> None:
    turns = ReadTurns()
    making, equal, other = ask(turns, ONE, "a"), ask(turns, OTHER, "a"), ask(turns, THIRD, "b")
    assert turns.has_begun(other)
    assert not turns.has_begun(equal)
    turns.end(other)
    assert not turns.has_begun(equal)
    turns.end_making(making)
    assert turns.has_begun(equal)


def test_tables_leave_a_turn_to_others() -> None:
    turns = ReadTurns()
    table, waits = ask(turns, ONE, whole=True), ask(turns, OTHER, whole=True)
    assert turns.has_begun(table)
    assert not turns.has_begun(waits)
    turns.end(ask(turns, THIRD))
    turns.end_making(table)
    assert not turns.has_begun(waits)
    turns.end(table)
    assert turns.has_begun(waits)


def test_a_place_that_was_lost_is_not_given_back_twice() -> None:
    places = Places()
    lost = [places.take(ONE, 2), places.take(ONE, 2)][0]
    assert places.take(OTHER, 2)
    places.leave(lost)
    assert places.take(OTHER, 2) is None
