"""What zork_persistent.py says, and its exit status, where something goes wrong."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal_player import Options, Play

Inform = Callable[[str, int], Path]

ECHO = """
Array text -> 64; Array words -> 64; Global n;
[ Main;
  while (1) {
    print "Turn ", n++, "^>";
    text->0 = 60; text->1 = 0; words->0 = 10; @aread text words -> sp;
    if (text->2 == 'd') { print "half a line"; n = 0; @div 1 n -> sp; }
    if (text->2 == 'f') { print "forever^"; while (1); }
    if (text->2 == 'q') quit;
  }
];
"""
"""A story that fails at d, and never comes back at f."""


@pytest.fixture
def echo(inform: Inform) -> str:
    return str(inform(ECHO, 5))


@pytest.fixture
def failing(inform: Inform) -> str:
    return str(inform('[ Main; print "before^half a line"; @div 1 0 -> sp; ];', 5))


def test_what_a_story_printed_before_it_failed_comes_first(play: Play, script: Play, failing: str, echo: str) -> None:
    for text in (play(failing, lines="look\n", status=1), script("look\n", failing, status=1)):
        assert text.startswith("before\nhalf a line\n")
        assert "a division by zero" in text
    text = script("x\nd\nx\n", echo, status=1)
    before, _, after = text.partition("half a line\n")
    assert before == "Turn 0\n>x\nTurn 1\n>d\n"
    assert "script, line 2: the story" in after
    assert "a division by zero\n>" in after
    assert "Turn" not in after, "the script ends there"
    assert "a division by zero\n>" in play(echo, lines="d\nx\n", status=1)


def test_a_session_is_kept_as_it_was_before_the_story_failed(play: Play, echo: str, tmp_path: Path) -> None:
    play("--session", "my", echo, lines="x\n")
    kept = (tmp_path / "my").read_bytes()
    play("--session", "my", echo, lines="d\n", status=1)
    assert (tmp_path / "my").read_bytes() == kept
    play("--session", "my", echo, lines="f\n")
    assert (tmp_path / "my").read_bytes() == kept, "nor is a command kept that does not end"


@pytest.mark.parametrize("batch", ["100000", "999983", "50000000"])
def test_what_a_story_printed_before_its_limit_comes_first(script: Play, echo: str, batch: str) -> None:
    text = script("f\n\n", "--batch", batch, echo, status=1)
    assert text.startswith(
        "Turn 0\n>f\nforever\nzork_persistent.py: script, line 1: The game has not asked for input after 20,000,000 "
        "Z-instructions. It goes on with the next line, which may be empty.\n>"
    )


def test_many_games_tell_of_those_that_fail(script: Play, failing: str, echo: str) -> None:
    text = script("d\nx\n", "--games", "3", echo, status=1)
    assert "half a line" in text
    assert "script, line 1: game 0 (and 2 more) failed: the story" in text
    text = script("f\nx\n", "--games", "2", echo, status=1)
    assert "forever\n" in text
    assert "line 1: game 0 (and 1 more) asked for no input within 20,000,000 Z-instructions" in text
    assert "line 2" not in text, "told once"
    text = script("x\n", "--games", "2", failing, status=1)
    assert text.startswith("before\nhalf a line")
    assert "at the beginning: game 0 (and 1 more) failed" in text


def test_more_games_than_fit_are_told(script: Play) -> None:
    text = script("look\n", "--games", "100000", status=1)
    assert text.count("\n") == 1
    assert "games of this story fit on the card, not 100,000" in text


def test_lines_that_are_none_for_many_games_are_refused_before_playing(script: Play) -> None:
    text = script("look\n/undo\n", "--games", "2", status=1)
    assert text == (
        "zork_persistent.py: script, line 2: /undo is for one game; with --games all lines of a script go to the games\n"
    )
    assert "script, line 1: " in script("x" * 600 + "\n", "--games", "2", status=1)


def test_a_line_that_is_too_long_is_told(script: Play) -> None:
    text = script("x" * 600 + "\ninventory\n", status=1)
    assert "script, line 1: a line of input has 600 bytes; at most 512 are read\n>" in text
    assert "carrying nothing" in text


def test_a_script_comes_from_standard_input(play: Play, tmp_path: Path) -> None:
    text = play("--script", "-", "--seed", "1", lines="\ufeffeast\n/state\n/nonsense\n", status=1)
    assert ">east\n" in text
    assert "place Reception" in text
    assert "standard input, line 3: There is no command /nonsense" in text
    assert not (tmp_path / "state").exists()
    games = play("--script", "-", "--seed", "1", "--games", "2", lines="east\n")
    assert "A desk, and nobody" in games


def test_scripts_that_are_none_are_told(play: Play, options: Options, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert play("--script", "nowhere", status=1) == "zork_persistent.py: there is no file nowhere\n"
    assert play("--script", "folder", status=1) == "zork_persistent.py: folder is a folder; a file is wanted\n"
    done = subprocess.run(**{**options("--script", "-"), "text": False}, input=b"caf\xe9\n", check=False)
    assert done.returncode == 1
    assert b"standard input is no text in UTF-8" in done.stdout


def test_a_script_has_as_many_commands_as_lines(script: Play) -> None:
    assert script("").count("\n>") == 1
    assert script("look").count("\n>") == script("look\r\n").count("\n>") == 2
    assert script("look\n\n").count("\n>") == 3


def test_stories_that_are_none_are_told(play: Play, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert play("nowhere.z5", status=1).startswith("zork_persistent.py: the story 'nowhere.z5' cannot be opened: No")
    assert play("folder", status=1) == "zork_persistent.py: the story 'folder' is a folder\n"


@pytest.mark.parametrize("arguments", [[], ["--script", "script"]])
def test_session_files_that_are_none_are_told(play: Play, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "script").write_text("look\n", encoding="ascii")
    (tmp_path / "folder").mkdir()
    assert play("--session", "folder", *arguments, status=1) == (
        "zork_persistent.py: folder is a folder; a file is wanted\n"
    )
    assert play("--session", "/", *arguments, status=1) == "zork_persistent.py: / is a folder; a file is wanted\n"
    assert "is a device or a pipe; a file is wanted" in play("--session", "/dev/null", *arguments, status=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--seed", "x"],
        ["--seed", "4294967296"],
        ["--batch", "0"],
        ["--games", "0", "--script", "s"],
        ["--games", "2"],
        ["--games", "2", "--script", "s", "--session", "my"],
    ],
)
def test_wrong_arguments_end_with_2(play: Play, arguments: list[str]) -> None:
    assert "zork_persistent.py: error: " in play(*arguments, status=2)


def test_the_seeds_of_many_games_are_told(play: Play) -> None:
    assert "with --games, game i, from 0, has seed + i" in " ".join(play("--help").split())


def test_closed_streams_are_told(options: Options) -> None:
    made = options()
    for closed, expected in (("<&-", "standard input is closed; --script FILE"), (">&-", "standard output is closed")):
        done = subprocess.run(
            ["bash", "-c", f'exec "$@" {closed}', "bash", *made["args"]],
            env=made["env"],
            cwd=made["cwd"],
            input="",
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.startswith(f"zork_persistent.py: {expected}")
        assert done.stderr.count("\n") == 1


def test_an_output_that_nobody_reads_ends_quietly(options: Options, tmp_path: Path) -> None:
    (tmp_path / "script").write_text("look\n" * 5000, encoding="ascii")
    made = options("--script", "script")
    with subprocess.Popen(**{**made, "stderr": subprocess.PIPE}) as program:
        assert program.stdout is not None and program.stderr is not None
        program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == ""
        assert program.wait() == -signal.SIGPIPE


def test_a_script_that_is_stopped_ends_with_130(options: Options) -> None:
    with subprocess.Popen(**options("--script", "-", "--seed", "1"), stdin=subprocess.PIPE) as program:
        assert program.stdout is not None
        while program.stdout.read(1) != ">":
            pass
        program.send_signal(signal.SIGINT)
        assert program.stdout.read() == "zork_persistent.py: interrupted\n"
        assert program.wait() == 130


def test_keys_of_a_script_are_characters(script: Play, inform: Inform) -> None:
    story = str(inform('[ Main k; @read_char 1 -> k; print k, "^"; @read_char 1 -> k; print k, "^"; ];', 5))
    assert script("\u00e9t\u00e9\n\n", story).split() == ["été", "233", "13"]


def test_an_output_that_is_full_is_told(options: Options, full_device: Path, tmp_path: Path) -> None:
    (tmp_path / "script").write_text("look\n", encoding="ascii")
    for arguments in (["--script", "script"], ["--script", "script", "--games", "2"], []):
        with full_device.open("wb") as full:
            made = {**options(*arguments), "stdout": full, "stderr": subprocess.PIPE}
            done = subprocess.run(**made, input="look\n", check=False)
        assert done.returncode == 1
        assert done.stderr == "zork_persistent.py: standard output cannot be written (No space left on device)\n"


def test_texts_that_the_encoding_does_not_have_are_shown_as_they_can(options: Options, inform: Inform) -> None:
    story = inform('[ Main; print "caf@{e9} "; @print_unicode 945; new_line; @read_char 1 -> sp; ];', 5)
    made = {**options(str(story)), "text": False}
    made["env"]["PYTHONIOENCODING"] = "latin-1"
    assert b"caf\xe9 ?\n" in subprocess.run(**made, input=b"", check=True).stdout
