"""zork_persistent.py: scripts, slash commands, a session file that outlives the process."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from terminal_player import Options, Play

Inform = Callable[[str, int], Path]


def test_a_script_is_played(play: Play, tmp_path: Path) -> None:
    (tmp_path / "script").write_text("east\nopen drawer\ntake badge\ninventory\n", encoding="ascii")
    one = play("--script", "script", "--seed", "1")
    assert "a badge" in one
    assert "0 games differ" in play("--script", "script", "--seed", "1", "--games", "3").replace("2 games", "0 games")
    assert play("--script", "script", "--seed", "1", "--batch", "7") == one


def test_a_killed_process_loses_nothing(play: Play) -> None:
    play("--seed", "1", lines="east\nopen drawer\n")
    text = play(lines="take badge\n/state\n")
    assert "going on from" in text
    assert "place Reception" in text
    assert "carried: badge" in text


def test_slash_commands(play: Play, tmp_path: Path) -> None:
    lines = "/fork\neast\n/save game.qzl\n/undo\n/fork back\n/restore game.qzl\n/state\n/nonsense\n/transcript t.txt\nlook\n/quit\n"
    text = play("--seed", "1", lines=lines)
    assert "Saved to game.qzl" in text
    assert text.count("Taken back.") == 1
    assert "place Reception" in text
    assert "There is no command /nonsense" in text
    assert "nobody behind it" in (tmp_path / "t.txt").read_text(encoding="utf-8")


def test_a_file_that_is_no_story_is_told(play: Play, tmp_path: Path) -> None:
    (tmp_path / "no.z5").write_bytes(b"hello")
    assert "is no story that can be played" in play("no.z5", status=1)


def test_a_session_file_that_cannot_be_written_lets_the_player_leave(play: Play, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    text = play("--session", "file/x", lines="look\n/quit\nlook\n")
    assert text.count("the session file file/x cannot be written") == 2
    assert "--session FILE names another" in text


def test_a_session_file_that_does_not_fit_stays_as_it_is(play: Play, inform: Inform, tmp_path: Path) -> None:
    (tmp_path / "my.session").write_bytes(b"no state")
    assert "my.session stays as it is" in play("--session", "my.session", lines="look\n", status=1)
    assert (tmp_path / "my.session").read_bytes() == b"no state"
    play("--session", "ours.session", lines="look\n")
    ours = (tmp_path / "ours.session").read_bytes()
    other = str(inform('[ Main; print "other"; @read_char 1 -> sp; ];', 5))
    assert "it is of another story" in play("--session", "ours.session", other, lines="look\n", status=1)
    assert (tmp_path / "ours.session").read_bytes() == ours


def test_text_is_shown_where_it_cannot_be_written(play: Play, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    text = play("--session", "file/x", "--seed", "1", lines="inventory\n/transcript nowhere/a\ninventory\n")
    assert text.count("carrying nothing") == 2
    assert "nowhere/a" in text
    assert "What follows goes to" not in text


def test_a_story_that_never_asks_lets_the_player_leave(play: Play, inform: Inform) -> None:
    story = str(inform('[ Main; print "before"; .again; jump again; ];', 5))
    text = play(story, lines="/quit\n")
    assert "has not asked for input after 20,000,000 Z-instructions" in text


def test_lines_and_numbers_that_are_none_are_told(play: Play, options: Options) -> None:
    assert "--seed wants a number from 0 to" in play("--seed", "-5", status=2)
    done = subprocess.run(**{**options("--seed", "1"), "text": False}, input=b"caf\xe9\ninventory\n", check=False)
    assert b"no text in UTF-8" in done.stdout
    assert b"carrying nothing" in done.stdout
    assert done.returncode == 0


def test_a_script_that_is_no_text_is_told(play: Play, tmp_path: Path) -> None:
    (tmp_path / "script").write_bytes(b"\xff\xfe\x00")
    assert "script is no text in UTF-8" in play("--script", "script", status=1)


def test_a_session_is_played_by_one_process(play: Play, options: Options, tmp_path: Path) -> None:
    first = subprocess.Popen(**options("--seed", "1"), stdin=subprocess.PIPE)
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


def test_folders_of_named_files_are_not_made(play: Play, tmp_path: Path) -> None:
    text = play(lines="/save new/game.qzl\n/quit\n")
    assert "there is no folder new" in text
    assert not (tmp_path / "new").exists()


def test_scripts_and_sessions_have_saves_of_their_own(play: Play, script: Play, tmp_path: Path) -> None:
    text = script("east\nsave\nwest\nrestore\nlook\n/save\n", status=1)
    assert text.count("A desk, and nobody behind it") == 2, "what the story saved is there while the script lasts"
    assert "script, line 6: a script has no save file of its own; name one" in text
    assert not (tmp_path / "state").exists()
    play("--seed", "1", lines="save\n")
    play("--session", "my.session", "--seed", "1", lines="/save\n")
    folder = tmp_path / "state" / "tenon" / "zork"
    assert len([path for path in folder.glob("*.qzl") if path.name.startswith("card_lab-")]) == 1
    assert (tmp_path / "my.qzl").exists()


def test_what_a_killed_process_has_not_finished_is_removed(play: Play, tmp_path: Path) -> None:
    (tmp_path / ".my.session.abc.new").write_bytes(b"half")
    (tmp_path / ".other.session.abc.new").write_bytes(b"half")
    play("--session", "my.session", lines="look\n")
    assert [path.name for path in tmp_path.glob(".*.new")] == [".other.session.abc.new"]


def test_a_file_that_is_written_anew_keeps_mode_and_links(play: Play, tmp_path: Path) -> None:
    play("--session", "real", lines="look\n")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    before = (tmp_path / "real").read_bytes()
    play("--session", "link", lines="east\n")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() != before
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o640


def test_a_game_that_ended_begins_anew(play: Play, tmp_path: Path) -> None:
    play("--session", "my", lines="east\n")
    assert (tmp_path / "my").exists()
    play("--session", "my", lines="quit\nyes\n")
    assert not (tmp_path / "my").exists()


def test_opening_and_leaving_makes_no_session(play: Play, tmp_path: Path) -> None:
    play("--session", "my", lines="/state\n")
    assert not (tmp_path / "my").exists()


def test_the_seed_of_a_session_that_goes_on_is_told(play: Play) -> None:
    play("--seed", "1", lines="east\n")
    assert "--seed 7 is for games that begin: /new begins one)" in play("--seed", "7", lines="look\n")
    assert "/new begins anew)" in play(lines="look\n")


def test_a_full_disk_is_told_and_leaves_the_files(play: Play, full_disk: Path, tmp_path: Path) -> None:
    session = str(full_disk / "s")
    for filler in range(64):
        try:
            (full_disk / f"filler{filler}").write_bytes(bytes(4096))
        except OSError:
            break
    text = play("--session", session, "--seed", "1", lines=f"east\n/save {full_disk}/x.qzl\n/transcript t\nlook\n")
    assert "Reception" in text
    assert f"the session file {session} cannot be written (No space left on device)" in text
    assert f"{full_disk}/x.qzl: No space left on device" in text
    assert "Reception" in (tmp_path / "t").read_text(encoding="utf-8")
    assert not list(full_disk.glob(".*.new"))
