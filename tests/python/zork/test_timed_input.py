"""Timed input: interrupt routines are called as time goes by, may print, and may end the input."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import zork_tt
from terminal_player import Terminal

Dfrotz = Callable[[Path, Sequence[str], int], str]


@pytest.fixture(params=[5, 8])
def game(
    request: pytest.FixtureRequest, device: zork_tt.Device, inform: Callable[[str, int], Path], timed: str
) -> zork_tt.Session:
    return zork_tt.Session(device, inform(timed, request.param), seed=1)


def test_the_routine_is_called_as_often_as_time_goes_by(game: zork_tt.Session) -> None:
    assert game.start().endswith(">")
    assert game.time_left == 5
    assert game.elapse(4) == ""
    assert game.time_left == 1
    assert game.elapse(0) == ""
    assert game.elapse(1) == "", "the first tick prints nothing"
    assert game.time_left == 5
    assert "[2]\n" in game.elapse(7)
    assert game.time_left == 3
    assert "[4]\n[6]\n" in game.elapse(20)
    assert "13 line 3 97 ticks 6" in game.command("abc")


def test_a_routine_that_returns_true_ends_the_input(game: zork_tt.Session) -> None:
    game.start()
    game.command("b")
    assert "0 line 0" in game.elapse(15), "the third tick"
    assert "ticks 3" in game.command("x")
    assert game.wants_character
    assert game.elapse(5) == "key?[4]\n"
    assert game.key("q").startswith("113 ticks 4")
    assert game.time_left == 5
    assert "0 ticks 5" in game.elapse(9)
    assert game.is_over


def test_time_and_input_keep_their_order(
    device: zork_tt.Device, inform: Callable[[str, int], Path], timed: str
) -> None:
    zork_tt.load_game(device, inform(timed, 5), seed=1)
    zork_tt.execute_batch(device, 10**6)
    zork_tt.elapse(device, 5)
    zork_tt.send_input(device, "a")
    zork_tt.elapse(device, 10)
    zork_tt.send_input(device, "c")
    zork_tt.elapse(device, 1_000)
    text = zork_tt.execute_batch(device, 10**6)
    assert "line 1 97 ticks 1\n" in text
    assert "line 1 99 ticks 3\n" in text
    assert "[202]" in text
    assert "[204]" not in text


def test_untimed_input_does_not_count(device: zork_tt.Device) -> None:
    with zork_tt.Session(device, seed=1) as session:
        session.start()
        before = session.get_state()
        assert session.elapse(1_000_000) == ""
        assert session.time_left == 0
        assert session.get_state() == before


def test_a_state_goes_on_in_the_middle_of_waiting(device: zork_tt.Device, game: zork_tt.Session) -> None:
    game.start()
    game.elapse(8)
    other = game.fork()
    state = game.get_state()
    assert other.time_left == 2
    expected = game.elapse(2)
    assert other.elapse(2) == expected == ">[2]\n"
    game.elapse(1)
    game.set_state(state)
    assert game.time_left == 2
    assert game.elapse(2) == expected


def test_a_state_goes_on_at_each_instruction_of_the_routine(game: zork_tt.Session) -> None:
    game.start()
    game.elapse(5)
    begin = game.get_state()
    expected = game.elapse(5) + game.command("abc")
    done = game.state_hash()
    other = game.fork()
    for steps in range(1, 60):
        game.set_state(begin)
        game.game.elapse(5)
        game.game.run(steps)
        other.set_state(game.get_state())
        rest = other.start()
        text = game.game.take_text() + rest + other.command("abc")
        assert text == expected, steps
        assert other.state_hash() == done, steps


@pytest.mark.parametrize("version", [5, 8])
def test_texts_are_those_of_dfrotz(
    device: zork_tt.Device, inform: Callable[[str, int], Path], timed: str, dfrotz: Dfrotz, version: int
) -> None:
    story = inform(timed, version)
    script = [10, "b", 15, "zz", 10, "q", 5]  # numbers: tenths of a second
    with zork_tt.Session(device, story, seed=1) as session:
        text = session.start()
        for what in script:
            if isinstance(what, int):
                text += session.elapse(what)
            elif session.wants_character:
                text += session.key(what)
            else:
                text += session.command(what)
    # In dfrotz \wN is N tenths, up to a call of the routine; after such a line it shows the prompt again.
    lines = [line for what in script for line in ([what] if isinstance(what, str) else [r"\w5"] * (what // 5))]
    once = re.compile(r"(>|key\?)+")
    assert once.sub(r"\1", text) == once.sub(r"\1", dfrotz(story, lines, 1))


def test_a_clock_runs_while_the_player_types(
    terminal: Callable[..., Terminal], inform: Callable[[str, int], Path], timed: str
) -> None:
    player = terminal(str(inform(timed, 5)), "--seed", "1")
    player.read_until(">")
    player.type("ha")
    assert "line" not in player.read_until("[2]")
    # What was typed is shown again, and can be edited.
    player.read_until("ha")
    player.type("\x7f\x7fbz\n")
    assert "13 line 2 98" in player.read_until(" ticks ")
    player.type("lost")
    assert "0 line 0" in player.read_until(" ticks "), "the third tick ends the input"
    player.type("ok\n")
    assert "13 line 2 111" in player.read_until(" ticks ")
    player.read_until("key?")
    player.type("q")
    assert "113 ticks" in player.read_until(" ticks ")
