"""Files that are no stories, stories that do the impossible: a clear error, and the others play on."""

from __future__ import annotations

import signal
from collections.abc import Callable
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


PRINT_HI = bytes.fromhex("e57f48 e57f69")  # print_char 'H', print_char 'i'
ILLEGAL = bytes.fromhex("beff")
LOOP = bytes.fromhex("8cffff")  # jump to itself


def beginning_with(tmp_path: Path, code: bytes) -> Path:
    """Our story with other instructions at its begin."""
    start = first_instruction()
    return damaged(tmp_path, dict(enumerate(code, start)), fix=True)


def first_instruction() -> int:
    return int.from_bytes(zork_tt.default_story().read_bytes()[6:8], "big")


def test_an_illegal_opcode_ends_one_game_alone(device: zork_tt.Device, tmp_path: Path) -> None:
    bad = beginning_with(tmp_path, PRINT_HI + ILLEGAL)
    where = first_instruction() + len(PRINT_HI)
    with zork_tt.Session(device, seed=1) as good, zork_tt.Session(device, bad) as broken:
        with pytest.raises(zork_tt.GameError, match=f"at address {where:#x}: an illegal opcode") as raised:
            broken.start()
        assert raised.value.text == "Hi\n"
        assert broken.is_over
        assert "an illegal opcode" in broken.error
        assert "Glass, steel" in good.command("look")
    zork_tt.load_game(device, bad)
    with pytest.raises(zork_tt.GameError) as raised:
        zork_tt.execute_batch(device, 1_000)
    assert raised.value.text == "Hi\n"


def test_a_story_that_never_asks_ends_with_the_budget(device: zork_tt.Device, tmp_path: Path) -> None:
    endless = beginning_with(tmp_path, PRINT_HI + LOOP)
    with zork_tt.Session(device, endless, limit=1_000) as session:
        with pytest.raises(zork_tt.LimitError, match="has not asked for input after 1,000 Z-instructions") as raised:
            session.start()
        assert raised.value.text == "Hi\n"
        assert session.instructions == 1_000
        assert session.is_cut_off
        with pytest.raises(zork_tt.LimitError) as raised:
            session.command("look")
        assert raised.value.text == "", "it is told once"
        assert session.instructions == 2_000
    with zork_tt.sessions(device, endless, count=2, limit=1_000) as games:
        assert games.step_all(["look"] * 2) == ["Hi\n"] * 2
        assert all(game.is_cut_off for game in games)


def test_a_command_that_was_cut_off_goes_on(device: zork_tt.Device) -> None:
    with zork_tt.Session(device, seed=1) as whole, zork_tt.Session(device, seed=1) as session:
        expected = whole.start() + whole.command("look")
        session.start()
        state = session.get_state()
        session.limit = 1_000
        with pytest.raises(zork_tt.LimitError):
            session.command("look")
        session.limit = 100_000
        assert expected.endswith(session.start())
        session.set_state(state)
        assert expected.endswith(session.command("look"))


CALLS = [
    (lambda device: zork_tt.init_device(7), "architecture must be a str, got int"),
    (lambda device: zork_tt.init_device(cores="2"), "cores must be an int, got str"),
    (
        lambda device: zork_tt.load_game(3, "zork1.z3"),
        "device must be a zork_tt.Device, as init_device returns it, got int",
    ),
    (lambda device: zork_tt.load_game(device, b"zork1.z3"), "story must be a str or os.PathLike, got bytes"),
    (lambda device: zork_tt.load_game(device, "zork1.z3", seed="1"), "seed must be an int, got str"),
    (lambda device: zork_tt.execute_batch(None, 1), "device must be a zork_tt.Device.*, got NoneType"),
    (lambda device: zork_tt.execute_batch(device, 1.5), "instructions must be an int, got float"),
    (lambda device: zork_tt.send_input(device, b"look"), "line must be a str, got bytes"),
    (lambda device: zork_tt.set_state(device, "state"), "state must be bytes, as get_state returns them, got str"),
    (lambda device: zork_tt.get_state("device"), "device must be a zork_tt.Device.*, got str"),
    (lambda device: zork_tt.close_device(device.card), "device must be a zork_tt.Device.*, got Card"),
    (lambda device: zork_tt.elapse(device, "5"), "tenths must be an int, got str"),
    (lambda device: zork_tt.Session(device.card), "device must be a zork_tt.Device.*, got Card"),
    (lambda device: zork_tt.sessions(4), "device must be a zork_tt.Device.*, got int"),
    (lambda device: zork_tt.sessions(device, count="8"), "count must be an int, got str"),
    (lambda device: zork_tt.sessions(device, limit=1.0), "limit must be an int, got float"),
    (lambda device: zork_tt.Session(device, limit="1"), "limit must be an int, got str"),
    (lambda device: setattr(zork_tt.Session(device), "limit", None), "limit must be an int, got NoneType"),
    (lambda device: zork_tt.Session(device).command(None), "line must be a str, got NoneType"),
    (lambda device: zork_tt.Session(device).key(1.5), "character must be a str of one character, or an int, got float"),
    (lambda device: zork_tt.Session(device).elapse(None), "tenths must be an int, got NoneType"),
    (lambda device: zork_tt.Session(device).restore("file"), "file must be bytes, .*, got str"),
    (lambda device: zork_tt.Session(device).set_state(None), "state must be bytes, .*, got NoneType"),
    (lambda device: zork_tt.sessions(device, count=2).step_all([None, "look"]), r"commands\[0\] must be a str"),
    (lambda device: zork_tt.sessions(device, count=2).step_all(None), "commands must be a sequence of str"),
    (lambda device: zork_tt.sessions(device, count=4).step_all("east"), "one for each of the 4 games, got 'east'"),
    (lambda device: zork_tt.Env(device=device).step(5), "action must be a str, got int"),
    (lambda device: zork_tt.Env(device=device.card), "device must be a zork_tt.Device.*, got Card"),
    (lambda device: zork_tt.VectorEnv(count=2.0, device=device), "count must be an int, got float"),
    (lambda device: zork_tt.VectorEnv(count=2, device=device).set_state(b"state"), r"states\[0\] must be bytes"),
]


@pytest.mark.parametrize(("call", "message"), CALLS, ids=[message for _, message in CALLS])
def test_arguments_of_other_types_are_told(
    device: zork_tt.Device, call: Callable[[zork_tt.Device], object], message: str
) -> None:
    zork_tt.load_game(device, zork_tt.default_story())
    with pytest.raises(TypeError, match=message):
        call(device)


VALUES = [
    (lambda device: zork_tt.execute_batch(device, -1), "instructions must be 0 to 18446744073709551615, got -1"),
    (
        lambda device: zork_tt.load_game(device, zork_tt.default_story(), seed=-5),
        "seed must be 0 to 4294967295, got -5",
    ),
    (lambda device: zork_tt.send_input(device, "\udcff"), r"line must be text that UTF-8 has, got '\\udcff'"),
    (lambda device: zork_tt.Session(device, limit=-1), "limit must be 0 to"),
    (lambda device: zork_tt.init_device(cores=2561), "cores must be 0 to 2560, got 2561"),
    (lambda device: zork_tt.Session(device).elapse(-1), "tenths must be 0 to 4294967295, got -1"),
    (lambda device: zork_tt.Session(device).key("ab"), "character must be a str of one character, got 'ab'"),
    (lambda device: zork_tt.Session(device).key(-1), "character must be 0 to 65535, got -1"),
    (lambda device: zork_tt.Session(device).command("\ud800"), "line must be text that UTF-8 has"),
    (lambda device: zork_tt.sessions(device, count=0), "count is 0; expected at least 1 game"),
    (lambda device: zork_tt.sessions(device, count=2).step_all(["look"]), "as many as games: 2, got 1"),
    (lambda device: zork_tt.VectorEnv(count=0, device=device), "count is 0"),
    (lambda device: zork_tt.VectorEnv(count=2, device=device).set_state([b""]), "as many as games: 2, got 1"),
]


@pytest.mark.parametrize(("call", "message"), VALUES, ids=[message for _, message in VALUES])
def test_values_out_of_range_are_told(
    device: zork_tt.Device, call: Callable[[zork_tt.Device], object], message: str
) -> None:
    zork_tt.load_game(device, zork_tt.default_story())
    with pytest.raises(ValueError, match=message):
        call(device)


def test_ctrl_c_ends_a_story_that_never_asks(device: zork_tt.Device, tmp_path: Path) -> None:
    zork_tt.load_game(device, beginning_with(tmp_path, LOOP))
    before = signal.signal(signal.SIGALRM, interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.setitimer(signal.ITIMER_REAL, 0.1)
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


def test_a_device_file_is_an_oserror(device: zork_tt.Device) -> None:
    with pytest.raises(OSError, match="is a device or a pipe"):
        zork_tt.load_game(device, "/dev/zero")


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
