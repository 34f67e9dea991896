"""Slash commands of zork_persistent.py: what they take, which files they leave alone, what they show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from terminal_player import Play

LOBBY = "Glass, steel, and a clock"
RECEPTION = "A desk, and nobody behind it"


@pytest.mark.parametrize("line", ["/undo 3", "/state x", "/new game", "/quit now", "/help me"])
def test_what_a_command_does_not_take_is_refused(script: Play, line: str) -> None:
    name, behind = line.split()
    text = script(f"look\n{line}\nlook\n", status=1)
    assert f"script, line 2: {name} takes nothing behind it, and has '{behind}' there." in text
    assert text.count(LOBBY) == 3, "the game stays as it was and goes on"


@pytest.mark.parametrize("line", ["/", "/ save", "/nonsense 1"])
def test_what_is_no_command_is_told(script: Play, line: str) -> None:
    assert "There is no command /" in script(f"{line}\n", status=1)


def test_commands_may_be_in_capitals(script: Play) -> None:
    assert "Taken back." in script("look\n/UNDO\n")


@pytest.mark.parametrize("line", ["/wait", "/wait x", "/wait -1", "/wait 4294967296", "/wait " + "1" * 5000])
def test_wait_wants_a_number(script: Play, line: str) -> None:
    assert "/wait wants tenths of a second behind it, a number from 0 to 4294967295." in script(f"{line}\n", status=1)


def test_wait_shows_the_prompt_again(script: Play, inform: Callable[[str, int], Path], timed: str) -> None:
    assert script("/wait 5\n").endswith("What the game waits for is not timed: nothing happens.\n>\n")
    text = script("/wait 4\n/wait 6\nab\n", str(inform(timed, 5)))
    assert text.startswith(">/wait 4\n>/wait 6\n>[2]\n>ab\n")


def test_save_replaces_save_files_alone(script: Play, tmp_path: Path) -> None:
    for name, content in {"text": b"my letter", "empty": b"", "other": b"FORM\0\0\0\0AIFF"}.items():
        (tmp_path / name).write_bytes(content)
        text = script(f"/save {name}\n/save new\neast\n/save new\n", status=1)
        assert f"script, line 1: {name} is there and is no save file (Quetzal); it stays as it is" in text
        assert text.count("Saved to new.") == 2
        assert (tmp_path / name).read_bytes() == content


def test_what_the_story_saves_replaces_save_files_alone(play: Play, tmp_path: Path) -> None:
    (tmp_path / "my.qzl").write_bytes(b"my letter")
    text = play("--session", "my.session", lines="save\nlook\n")
    assert "my.qzl is there and is no save file" in text
    assert (tmp_path / "my.qzl").read_bytes() == b"my letter"
    assert text.count(LOBBY) == 2


def test_names_of_files_may_have_quotes_and_a_home(script: Play, tmp_path: Path) -> None:
    text = script(
        "east\n/save \"my game.qzl\"\n/save '~/home.qzl'\nwest\n/restore my game.qzl\n/transcript ~/t\nlook\n", status=0
    )
    assert sorted(path.name for path in tmp_path.glob("*.qzl")) == ["home.qzl", "my game.qzl"]
    assert text.count(RECEPTION) == 3
    assert RECEPTION in (tmp_path / "t").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ['"', '""', '"half', "a\0b"])
def test_names_that_are_none_are_told(script: Play, name: str) -> None:
    assert "file's name" in script(f"/save {name}\n", status=1)


@pytest.mark.parametrize("line", ["/save", "/restore", "/transcript"])
def test_folders_are_named_as_what_they_are(script: Play, tmp_path: Path, line: str) -> None:
    (tmp_path / "folder").mkdir()
    assert "script, line 1: folder is a folder; a file is wanted\n>" in script(f"{line} folder\n", status=1)


def test_files_that_are_not_there_are_told(script: Play) -> None:
    assert "script, line 1: there is no file nowhere.qzl\n" in script("/restore nowhere.qzl\n", status=1)
    assert "script, line 1: new/t: there is no folder new\n" in script("/transcript new/t\n", status=1)


def test_restore_shows_where_the_game_is(script: Play) -> None:
    text = script("east\n/save a.qzl\nwest\n/restore a.qzl\n/undo\n")
    _, _, restored = text.partition(">/restore a.qzl\n")
    assert restored.startswith("Restored from a.qzl.\n")
    restored, _, undone = restored.partition(">/undo\n")
    assert RECEPTION in restored
    assert ">" not in restored
    assert LOBBY in undone


def test_a_story_that_is_refused_its_save_file_goes_on(play: Play, tmp_path: Path) -> None:
    (tmp_path / "my.qzl").write_bytes(b"FORM\0\0\0\4IFZS")
    text = play("--session", "my", "--seed", "1", lines="restore\ninventory\n")
    assert "the save file is refused: it has no chunk IFhd" in text
    assert "carrying nothing" in text


def test_new_can_be_taken_back(script: Play) -> None:
    text = script("east\n/new\n/state\n/undo\n/state\n")
    assert "place Lobby" in text
    assert "place Reception" in text.partition("Taken back.")[2]


def test_a_transcript_ends_where_another_begins(script: Play, tmp_path: Path) -> None:
    text = script("/transcript a\neast\n/state\n/transcript b\nwest\n/transcript\nlook\n")
    assert "What follows goes to a as well.\n" in text
    assert "The transcript a is done. What follows goes to b as well.\n" in text
    assert "The transcript b is done.\n" in text
    first, second = ((tmp_path / name).read_text(encoding="utf-8") for name in "ab")
    assert first.startswith(">east\n")
    assert "place Reception" in first
    assert LOBBY not in first
    assert second.startswith(">west\n")
    assert second.count(LOBBY) == 1


def test_a_transcript_that_cannot_be_written_ends(play: Play, full_device: Path) -> None:
    text = play(lines=f"/transcript {full_device}\nlook\n")
    assert f"{full_device} is a device or a pipe; a file is wanted" in text
    assert text.count(LOBBY) == 2


def test_the_story_has_its_undo_after_ours(script: Play) -> None:
    text = script("east\nwest\n/undo\nundo\n/state\n")
    assert "[Previous turn undone.]" in text
    assert "place Lobby" in text
