"""zork_persistent.py at a terminal: keys, stopping and going on, settings that are put back."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal_player import Terminal

Inform = Callable[[str, int], Path]
Begin = Callable[..., Terminal]

KEYS = """
Array text -> 64; Array words -> 64; Global n;
[ Main k;
  while (1) {
    print "key? ";
    @read_char 1 -> k;
    if (k == 'q') quit;
    if (k == 'd') { print "dividing^"; @div 1 n -> sp; }
    if (k == 'l') {
      print "line? "; text->0 = 60; text->1 = 0; words->0 = 10; @aread text words -> sp;
      print "typed ", text->1, "^";
    }
    if (k == 'n') print "^below^";
    print "got ", k, ".^";
  }
];
"""


@pytest.fixture
def keys(inform: Inform) -> str:
    return str(inform(KEYS, 5))


def is_line_by_line(terminal: Terminal) -> bool:
    return bool(termios.tcgetattr(terminal.slave)[3] & termios.ICANON)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("a", 97), ("é", 233), ("\x1b[A", 129), ("\x1bOC", 132), ("\x1bOP", 133), ("\x1b[24~", 144), ("\x1b", 27)],
)
def test_keys_are_those_of_the_z_machine(terminal: Begin, keys: str, typed: str, code: int) -> None:
    player = terminal(keys)
    player.read_until("key? ")
    player.type(typed)
    player.read_until(f"got {code}.")


def test_what_is_typed_ahead_of_a_key_is_kept(terminal: Begin, keys: str) -> None:
    player = terminal(keys)
    player.read_until("key? ")
    player.type("abl")
    player.read_until("got 97.")
    player.read_until("got 98.")
    player.read_until("line? ")
    player.type("xyz\n")
    player.read_until("typed 3\r\n")


def test_the_line_of_a_key_is_shown_once(terminal: Begin, keys: str) -> None:
    player = terminal(keys)
    player.read_until("key? ")
    player.type("a")
    assert player.read_until("got 97.\r\n") == "\r\x1b[Kkey? got 97.\r\n"
    player.read_until("key? ")
    player.type("n")
    assert player.read_until("below\r\n") == "\r\nbelow\r\n", "the line is whole already"


def test_the_player_goes_on_where_a_story_fails(terminal: Begin, keys: str) -> None:
    player = terminal(keys)
    player.read_until("key? ")
    player.type("d")
    player.read_until("dividing\r\nthe story ")
    player.read_until("a division by zero\r\nkey? ")
    player.type("a")
    player.read_until("got 97.")
    player.type("q")
    player.rest()
    assert player.program.returncode == 0


def test_ctrl_c_stops_a_command(terminal: Begin, inform: Inform) -> None:
    story = inform(
        "Array text -> 64; Array words -> 64;"
        '[ Main; while (1) { print "ask>"; text->0 = 60; text->1 = 0; words->0 = 10; @aread text words -> sp;'
        "  if (text->2 == 102) while (1); } ];",
        5,
    )
    player = terminal(str(story), "--batch", "1")
    player.read_until("ask>")
    player.type("f\n")
    player.wait_for_work()
    player.type("\x03")
    player.read_until("The command was stopped; the game is as it was before.\r\nask>")
    player.type("x\n")
    player.read_until("x\r\nask>")


def test_lines_that_are_pasted_are_commands(terminal: Begin) -> None:
    player = terminal("--seed", "1")
    assert "\x1b[?2004h" not in player.read_until("wall.\r\n\r\n>")
    player.type("east\n/state\n")
    player.read_until("place Reception")


@pytest.mark.parametrize("leave", ["\x04", "\x03"])
def test_ctrl_d_and_ctrl_c_leave(terminal: Begin, keys: str, leave: str) -> None:
    for story, prompt in ((None, "wall.\r\n\r\n>"), (keys, "key? ")):
        player = terminal(*([story] if story else []))
        player.read_until(prompt)
        player.wait_for_input()
        player.type(leave)
        assert player.rest().endswith("\r\n")
        assert player.program.returncode == 0
        assert is_line_by_line(player)


def test_a_terminal_gets_its_settings_back_from_a_process_that_is_told_to_end(terminal: Begin, keys: str) -> None:
    player = terminal(keys)
    player.read_until("key? ")
    assert not is_line_by_line(player)
    player.program.send_signal(signal.SIGTERM)
    assert "leaked" not in player.rest()
    assert player.program.returncode == 128 + signal.SIGTERM
    assert is_line_by_line(player)


@pytest.mark.parametrize("is_key", [True, False])
def test_a_process_that_was_stopped_shows_its_prompt_again(terminal: Begin, keys: str, is_key: bool) -> None:
    player = terminal(*([keys] if is_key else ["--seed", "1"]))
    prompt = "key? " if is_key else ">"
    player.read_until("key? " if is_key else "wall.\r\n\r\n>")
    if not is_key:
        player.type("loo")
        player.read_until("loo")
    player.wait_for_input()
    player.program.send_signal(signal.SIGSTOP)
    os.waitpid(player.program.pid, os.WUNTRACED)
    settings = termios.tcgetattr(player.slave)
    settings[3] |= termios.ICANON | termios.ECHO  # as a shell does
    termios.tcsetattr(player.slave, termios.TCSANOW, settings)
    player.program.send_signal(signal.SIGCONT)
    player.read_until(prompt)
    assert not is_line_by_line(player)
    player.type("a" if is_key else "k\n")
    player.read_until("got 97." if is_key else "Glass, steel")


def test_histories_of_processes_are_added_up(terminal: Begin, keys: str, tmp_path: Path) -> None:
    players = [terminal("--session", name) for name in ("a", "b")]
    for number, player in enumerate(players):
        player.read_until("wall.\r\n\r\n>")
        player.type(f"look {number}\n")
        player.read_until(">")
    for player in players:
        player.type("\x04")
        player.rest()
    lines = (tmp_path / "state" / "tenon" / "zork" / "history").read_text(encoding="utf-8").splitlines()
    assert lines == ["look 0", "look 1"]
