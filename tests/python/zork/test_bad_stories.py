"""Files that are no stories, stories that do the impossible: a clear error, and the others play on."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
import zork_tt


def damaged(tmp_path: Path, change: dict[int, int], length: int | None = None, *, fix: bool = False) -> Path:
    """Our story with some bytes changed or cut off; with `fix`, its checksum is right."""
    story = bytearray(zork_tt.default_story().read_bytes())
    for address, value in change.items():
        story[address] = value
    if fix:
        size = 4 * int.from_bytes(story[0x1A:0x1C], "big")
        story[0x1C:0x1E] = (sum(story[64:size]) & 0xFFFF).to_bytes(2, "big")
    path = tmp_path / "story.z5"
    path.write_bytes(story[:length])
    return path


@pytest.mark.parametrize(
    ("change", "length", "message"),
    [
        ({}, 0, "it has 0 bytes, and a story begins with a header of 64"),
        ({}, 63, "it has 63 bytes"),
        ({0: 0}, None, "the version, is 0; expected 1 to 8"),
        ({0: 6}, None, "version 6 .graphics."),
        ({0: 9}, None, "the version, is 9"),
        ({0: ord("P")}, None, "the version, is 80"),
        ({}, 60_000, "it is truncated: it has 60000 bytes"),
        ({20_000: 255}, None, "its checksum is"),
        ({0x08: 0, 0x09: 0}, None, "the dictionary is at address 0x0"),
    ],
)
def test_what_is_no_story_is_refused(
    device: zork_tt.Device, tmp_path: Path, change: dict[int, int], length: int | None, message: str
) -> None:
    with pytest.raises(zork_tt.StoryError, match=message):
        zork_tt.load_game(device, damaged(tmp_path, change, length))
    zork_tt.load_game(device, zork_tt.default_story())
    assert "Glass, steel" in zork_tt.execute_batch(device, 10**6)


def test_a_file_that_is_not_there_is_an_oserror(device: zork_tt.Device) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.z5"):
        zork_tt.load_game(device, "nowhere.z5")


def test_an_illegal_opcode_ends_one_game_alone(device: zork_tt.Device, tmp_path: Path) -> None:
    start = int.from_bytes(zork_tt.default_story().read_bytes()[6:8], "big")
    bad = damaged(tmp_path, {start: 0xBE, start + 1: 0xFF}, fix=True)
    with zork_tt.Session(device, seed=1) as good, zork_tt.Session(device, bad) as broken:
        with pytest.raises(zork_tt.GameError, match=f"at address {start:#x}: an illegal opcode"):
            broken.start()
        assert broken.is_over
        assert "Glass, steel" in good.command("look")


def test_a_story_that_never_asks_ends_with_the_budget(device: zork_tt.Device, tmp_path: Path) -> None:
    start = int.from_bytes(zork_tt.default_story().read_bytes()[6:8], "big")
    loop = {start: 0x8C, start + 1: 0xFF, start + 2: 0xFF}  # jump -1: to itself
    with zork_tt.Session(device, damaged(tmp_path, loop, fix=True), limit=1_000) as session:
        session.start()
        assert session.instructions == 1_000
        assert not session.wants_input


def test_ctrl_c_ends_a_story_that_never_asks(device: zork_tt.Device, tmp_path: Path) -> None:
    start = int.from_bytes(zork_tt.default_story().read_bytes()[6:8], "big")
    loop = {start: 0x8C, start + 1: 0xFF, start + 2: 0xFF}
    zork_tt.load_game(device, damaged(tmp_path, loop, fix=True))
    before = signal.signal(signal.SIGALRM, interrupted)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(KeyboardInterrupt):
            zork_tt.execute_batch(device, 10**15)
    finally:
        signal.signal(signal.SIGALRM, before)
    zork_tt.execute_batch(device, 1_000)
    assert not zork_tt.wants_input(device)


def interrupted(*_: object) -> None:
    """Do what Ctrl-C does."""
    raise KeyboardInterrupt


def test_a_folder_is_an_oserror(device: zork_tt.Device, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="is a folder"):
        zork_tt.load_game(device, tmp_path)


def test_many_games_want_a_list_of_commands(device: zork_tt.Device) -> None:
    games = zork_tt.sessions(device, count=4, seed=1)
    with pytest.raises(TypeError, match="a list of 4"):
        games.step_all("east")
    with pytest.raises(ValueError, match="count is 0"):
        zork_tt.sessions(device, count=0)


def test_a_closed_device_says_so() -> None:
    device = zork_tt.init_device(cores=1)
    session = zork_tt.Session(device)
    zork_tt.close_device(device)
    zork_tt.close_device(device)
    with pytest.raises(zork_tt.UsageError, match="the device is closed"):
        session.start()
    with pytest.raises(zork_tt.UsageError, match="the device is closed"):
        zork_tt.load_game(device, zork_tt.default_story())


def test_many_batches_with_openings_and_closings() -> None:
    # Ten batches for each device, as many devices as TENON_ZORK_DEVICES says.
    import os

    for _ in range(int(os.environ.get("TENON_ZORK_DEVICES", "20"))):
        with zork_tt.init_device(cores=1) as device:
            zork_tt.load_game(device, zork_tt.default_story(), seed=1)
            text = "".join(zork_tt.execute_batch(device, 1_000) for _ in range(10))
            assert "Glass, steel" in text
