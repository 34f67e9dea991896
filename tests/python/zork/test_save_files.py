"""Save files of all versions go to dfrotz and come from it; tables that stories save by themselves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import zork_tt

Dfrotz = Callable[[Path, Sequence[str], int], str]
VERSIONS = [3, 4, 5, 7, 8]
SAVED = ["c", "c", "s"]
REST = ["c", "q"]


@pytest.fixture(scope="module")
def story_of(root: Path, inform: Callable[[str, int], Path]) -> Callable[[int], Path]:
    """A story that saves, restores and counts, by version."""
    source = (root / "tests" / "zork" / "saves.inf").read_text(encoding="ascii")
    return lambda version: inform(source, version)


def saved_file(session: zork_tt.Session) -> bytes:
    """Save in the story, four routines deep, with words on the stack; the file."""
    files: list[bytes] = []
    session.game.keep_saves(lambda file: files.append(file) is None, lambda: files[-1])
    for command in SAVED:
        text = session.command(command)
    assert "saved 1 count 2 extra 40" in text
    return files[-1]


@pytest.mark.parametrize("version", VERSIONS)
def test_files_go_to_dfrotz(
    device: zork_tt.Device, story_of: Callable[[int], Path], dfrotz: Dfrotz, tmp_path: Path, version: int
) -> None:
    story, file = story_of(version), tmp_path / "game.qzl"
    with zork_tt.Session(device, story, seed=1) as session:
        file.write_bytes(saved_file(session))
    text = dfrotz(story, ["r", str(file), *REST], 1)
    assert f"saved {1 if version == 3 else 2} count 2 extra 40" in text
    assert "count 3 extra 40" in text
    assert "41 43 46 end 53 count 3" in text


@pytest.mark.parametrize("version", VERSIONS)
def test_files_come_from_dfrotz(
    device: zork_tt.Device, story_of: Callable[[int], Path], dfrotz: Dfrotz, tmp_path: Path, version: int
) -> None:
    story, file = story_of(version), tmp_path / "game.qzl"
    dfrotz(story, [*SAVED, str(file)], 1)
    with zork_tt.Session(device, story, seed=1) as session:
        session.start()
        assert f"saved {1 if version == 3 else 2} count 2 extra 40" in session.restore(file.read_bytes())
        assert "count 3 extra 40" in session.command("c")
        assert "41 43 46 end 53 count 3" in session.command("q")


@pytest.mark.parametrize("version", VERSIONS)
def test_the_story_restores_what_it_saved(
    device: zork_tt.Device, story_of: Callable[[int], Path], version: int
) -> None:
    with zork_tt.Session(device, story_of(version), seed=1) as session:
        file = saved_file(session)
        session.command("c")
        assert f"saved {1 if version == 3 else 2} count 2 extra 40" in session.command("r")
        assert "count 3 extra 40" in session.command("c")
        assert file[:4] == b"FORM"


@pytest.mark.parametrize("version", [5, 7, 8])
def test_tables_are_kept(device: zork_tt.Device, story_of: Callable[[int], Path], version: int) -> None:
    with zork_tt.Session(device, story_of(version), seed=1) as session:
        assert "loaded 0 1 2 3" in session.command("l"), "there is none yet"
        assert "wrote 1" in session.command("w")
        assert "99 99 99" in session.command("x")
        assert "loaded 8 1 2 3 4 5 6 7 8" in session.command("l")


def test_tables_go_where_the_caller_says(device: zork_tt.Device, story_of: Callable[[int], Path]) -> None:
    files: dict[str, bytes] = {}

    def save(name: str, table: bytes) -> bool:
        files[name] = table
        return True

    with zork_tt.Session(device, story_of(5), seed=1) as session:
        session.game.keep_tables(save, files.get)
        session.command("w")
        assert files == {"da_t.aux": bytes(range(1, 9))}, "a slash is no part of a safe name"
        files["da_t.aux"] = b"\x0b\x0c\x0d"
        assert "loaded 3 11 12 13 4 5" in session.command("l")
        files["da_t.aux"] = bytes(100)
        assert "loaded 8 0 0 0 0 0 0 0 0" in session.command("l")
        session.game.keep_tables(lambda name, table: False, lambda name: None)
        assert "wrote 0" in session.command("w")
        assert "loaded 0" in session.command("l")


def test_other_threads_may_use_the_card_while_python_is_asked(
    device: zork_tt.Device, story_of: Callable[[int], Path]
) -> None:
    with zork_tt.Session(device, story_of(5), seed=1) as session, zork_tt.Session(device, seed=1) as other:
        other.start()
        expected = other.get_state()
        states: list[bytes] = []
        threads = []

        def save(_: bytes) -> bool:
            begun = threading.Event()
            threads.append(threading.Thread(target=lambda: (begun.set(), states.append(other.get_state()))))
            threads[-1].start()
            begun.wait()
            return True

        session.game.keep_saves(save, None)
        for _ in range(20):
            assert "saved 1" in session.command("s")
        for thread in threads:
            thread.join()
        assert states == [expected] * 20


def test_a_table_outside_of_dynamic_memory_is_an_error(device: zork_tt.Device, story_of: Callable[[int], Path]) -> None:
    with zork_tt.Session(device, story_of(5), seed=1) as session:
        session.start()
        state = session.get_state()
        with pytest.raises(zork_tt.GameError, match="a write outside of dynamic memory"):
            session.command("n")
        session.set_state(state)
        assert "wrote 1" in session.command("w")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_story_goes_on_where_its_save_file_is_refused(
    device: zork_tt.Device, story_of: Callable[[int], Path], version: int
) -> None:
    with zork_tt.Session(device, story_of(version), seed=1) as session:
        session.start()
        session.command("c")
        session.game.keep_saves(None, lambda: b"FORM no save file")
        with pytest.raises(zork_tt.StateError):
            session.command("r")
        assert "restored 0" in session.start()
        assert "count 2" in session.command("c")


def test_a_story_goes_on_where_a_function_for_its_saves_raises(
    device: zork_tt.Device, story_of: Callable[[int], Path]
) -> None:
    def fail(*_: object) -> bool:
        raise RuntimeError("no disk")

    def fail_to_read(*_: object) -> bytes | None:
        raise RuntimeError("no disk")

    with zork_tt.Session(device, story_of(5), seed=1) as session:
        session.game.keep_saves(None, lambda: "text")  # type: ignore[arg-type, return-value]
        with pytest.raises(TypeError, match=r"restore\(\) must return bytes or None, got str"):
            session.command("r")
    with zork_tt.sessions(device, story_of(5), count=3, seed=1) as games:
        games.start()
        games[1].game.keep_saves(fail, fail_to_read)
        games[1].game.keep_tables(fail, fail_to_read)
        for command, heard in (("s", "saved 0"), ("r", "restored 0"), ("w", "wrote 0"), ("l", "loaded 0")):
            with pytest.raises(RuntimeError, match="no disk"):
                games[1].command(command)
            assert heard in games[1].start()
            with pytest.raises(RuntimeError, match="no disk"):
                games.step_all([command] * 3)
            assert all(">" in game.start() for game in games), "the others took their step"
