"""zork_persistent.py: scripts, slash commands, a session file that outlives the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def command(root: Path, build_dir: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    """How subprocess runs the program with arguments, in a folder of its own."""

    def options(*arguments: str) -> dict[str, Any]:
        return {
            "args": [sys.executable, str(root / "zork" / "zork_persistent.py"), *arguments],
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
            "text": True,
            "env": {
                **os.environ,
                "PYTHONPATH": str(build_dir / "python_packages"),
                "XDG_STATE_HOME": str(tmp_path / "state"),
            },
            "cwd": tmp_path,
        }

    return options


@pytest.fixture
def play(command):  # type: ignore[no-untyped-def]
    """Runs the program with lines as standard input; what it prints."""

    def run(*arguments: str, lines: str = "", status: int = 0) -> str:
        done = subprocess.run(**command(*arguments), input=lines, check=False)
        assert done.returncode == status, done.stdout
        return str(done.stdout)

    return run


def test_a_script_is_played(play, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "script").write_text("east\nopen drawer\ntake badge\ninventory\n", encoding="ascii")
    one = play("--script", "script", "--seed", "1")
    assert "a badge" in one
    assert "0 games differ" in play("--script", "script", "--seed", "1", "--games", "3").replace("2 games", "0 games")
    assert play("--script", "script", "--seed", "1", "--batch", "7") == one


def test_a_killed_process_loses_nothing(play) -> None:  # type: ignore[no-untyped-def]
    play("--seed", "1", lines="east\nopen drawer\n")
    text = play(lines="take badge\n/state\n")
    assert "going on from" in text
    assert "place Reception" in text
    assert "carried: badge" in text


def test_slash_commands(play, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    lines = "/fork\neast\n/save game.qzl\n/undo\n/fork back\n/restore game.qzl\n/state\n/nonsense\n/transcript t.txt\nlook\n/quit\n"
    text = play("--seed", "1", lines=lines)
    assert "Saved to game.qzl" in text
    assert text.count("Taken back.") == 1
    assert "place Reception" in text
    assert "There is no command /nonsense" in text
    assert "nobody behind it" in (tmp_path / "t.txt").read_text(encoding="utf-8")


def test_a_file_that_is_no_story_is_told(play, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "no.z5").write_bytes(b"hello")
    assert "is no story that can be played" in play("no.z5", status=1)


def test_a_session_file_that_cannot_be_written_lets_the_player_leave(play, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("", encoding="ascii")
    text = play("--session", "file/x", lines="look\n/quit\nlook\n")
    assert text.count("the session file file/x cannot be written") == 2
    assert "--session FILE names another" in text


def test_a_session_file_that_does_not_fit_stays_as_it_is(play, inform, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "my.session").write_bytes(b"no state")
    assert "my.session stays as it is" in play("--session", "my.session", lines="look\n", status=1)
    assert (tmp_path / "my.session").read_bytes() == b"no state"
    play("--session", "ours.session", lines="look\n")
    ours = (tmp_path / "ours.session").read_bytes()
    other = str(inform('[ Main; print "other"; @read_char 1 -> sp; ];', 5))
    assert "it is of another story" in play("--session", "ours.session", other, lines="look\n", status=1)
    assert (tmp_path / "ours.session").read_bytes() == ours


def test_text_is_shown_where_it_cannot_be_written(play, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("", encoding="ascii")
    text = play("--session", "file/x", "--seed", "1", lines="inventory\n/transcript nowhere/a\ninventory\n")
    assert text.count("carrying nothing") == 2
    assert "nowhere/a" in text
    assert "What follows goes to" not in text


def test_a_story_that_never_asks_lets_the_player_leave(play, inform) -> None:  # type: ignore[no-untyped-def]
    story = str(inform('[ Main; print "before"; .again; jump again; ];', 5))
    text = play(story, lines="/quit\n")
    assert "has not asked for input after 20,000,000 Z-instructions" in text


def test_lines_and_numbers_that_are_none_are_told(play, command) -> None:  # type: ignore[no-untyped-def]
    assert "--seed wants a number from 0 to" in play("--seed", "-5", status=2)
    options = {**command("--seed", "1"), "text": False}
    done = subprocess.run(**options, input=b"caf\xe9\ninventory\n", check=False)
    assert b"no text in UTF-8" in done.stdout
    assert b"carrying nothing" in done.stdout
    assert done.returncode == 0


def test_a_script_that_is_no_text_is_told(play, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "script").write_bytes(b"\xff\xfe\x00")
    assert "script is no text in UTF-8" in play("--script", "script", status=1)


def test_a_session_is_played_by_one_process(play, command, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    first = subprocess.Popen(**command("--seed", "1"), stdin=subprocess.PIPE)
    try:
        assert first.stdout is not None
        shown = first.stdout.read(1)  # it is at its first prompt or before, and has the session
        assert shown
        text = play(lines="look\n", status=1)
        assert f"is in use by process {first.pid}; --session FILE names another" in text
        assert "Glass, steel" in play("--session", "other.session", lines="look\n")
    finally:
        first.kill()
        first.communicate()
    assert "Glass, steel" in play(lines="look\n"), "a process that was killed holds nothing"


def test_folders_of_named_files_are_not_made(play, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = play(lines="/save new/game.qzl\n/quit\n")
    assert "there is no folder new" in text
    assert not (tmp_path / "new").exists()


def test_scripts_and_sessions_have_saves_of_their_own(play, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    script = tmp_path / "script"
    script.write_text("east\nsave\nwest\nrestore\nlook\n/save\n", encoding="ascii")
    text = play("--script", "script", "--seed", "1")
    assert text.count("A desk, and nobody behind it") == 2, "what the story saved is there while the script lasts"
    assert "a script has no save file of its own; name one" in text
    assert not (tmp_path / "state").exists()
    play("--seed", "1", lines="save\n")
    play("--session", "my.session", "--seed", "1", lines="/save\n")
    folder = tmp_path / "state" / "tenon" / "zork"
    assert sorted(path.name for path in folder.glob("*.qzl")) == ["card_lab.qzl"]
    assert (tmp_path / "my.qzl").exists()
