"""States are whole, equal for equal games, and go over to other processes, forks and save files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import zork_tt

Dfrotz = Callable[[Path, Sequence[str], int], str]

GO_ON = """
import sys, zork_tt
with zork_tt.init_device(cores=1) as device:
    zork_tt.load_game(device, sys.argv[1], seed=99)
    zork_tt.set_state(device, open(sys.argv[2], "rb").read())
    text = zork_tt.execute_batch(device, 10**9)
    for command in ["read notice", "east", "roll", "roll"]:
        zork_tt.send_input(device, command)
        text += zork_tt.execute_batch(device, 10**9)
    sys.stdout.write(text + str(device.game.state_hash()))
"""


@pytest.mark.parametrize("instructions", [0, 1, 2, 100, 1_234, 5_000, 10**9])
def test_a_state_goes_on_in_another_process(device: zork_tt.Device, tmp_path: Path, instructions: int) -> None:
    story = zork_tt.default_story()
    zork_tt.load_game(device, story, seed=3)
    zork_tt.execute_batch(device, instructions)
    file = tmp_path / "state"
    file.write_bytes(zork_tt.get_state(device))
    text = zork_tt.execute_batch(device, 10**9)
    for command in ["read notice", "east", "roll", "roll"]:
        zork_tt.send_input(device, command)
        text += zork_tt.execute_batch(device, 10**9)
    assert device.game is not None
    path = [folder for folder in sys.path if folder]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{GO_ON}", str(story), str(file)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert done.stdout == text + str(device.game.state_hash())


def test_equal_games_have_equal_states(device: zork_tt.Device, walkthrough: list[str]) -> None:
    with zork_tt.sessions(device, count=2, seed=None) as games:
        for game in games:
            game.set_state(games[0].get_state())
        for command in walkthrough[:10]:
            first, second = games.step_all([command] * 2)
            assert first == second
        assert games[0].get_state(undo=True) == games[1].get_state(undo=True)
        assert games[0].state_hash() == games[1].state_hash()


def test_a_fork_leaves_the_game_alone(device: zork_tt.Device) -> None:
    with zork_tt.Session(device, seed=1) as session:
        session.start()
        before = session.get_state()
        forks = [session.fork() for _ in range(9)]
        assert {fork.get_state() for fork in forks} == {before}
        for fork in forks:
            fork.command("east")
        assert session.get_state() == before
        assert {fork.state_hash() for fork in forks} != {session.state_hash()}


def test_undo_levels_are_kept_with_a_state(device: zork_tt.Device) -> None:
    with zork_tt.Session(device, seed=1) as session, zork_tt.Session(device, seed=2) as other:
        session.command("east")
        other.set_state(session.get_state(undo=True))
        assert "Previous turn undone" in other.command("undo")


@pytest.mark.parametrize("damage", ["short", "long", "flipped", "empty", "foreign"])
def test_a_damaged_state_is_refused(device: zork_tt.Device, zork1: Path, damage: str) -> None:
    with zork_tt.Session(device, seed=1) as session:
        session.command("east")
        state = session.get_state(undo=True)
        flipped = bytearray(state)
        flipped[len(flipped) // 2] ^= 4
        with zork_tt.Session(device, zork1) as foreign:
            bad = {
                "short": state[:-1],
                "long": state + b"x",
                "flipped": bytes(flipped),
                "empty": b"",
                "foreign": foreign.get_state(),
            }[damage]
        with pytest.raises(zork_tt.StateError, match="the state is refused"):
            session.set_state(bad)
        assert session.get_state(undo=True) == state


def test_save_files_go_to_dfrotz(device: zork_tt.Device, zork1: Path, dfrotz: Dfrotz, tmp_path: Path) -> None:
    with zork_tt.Session(device, zork1, seed=1) as session:
        for command in ["open mailbox", "take leaflet", "north", "east"]:
            session.command(command)
        before = session.get_state()
        file = tmp_path / "game.qzl"
        file.write_bytes(session.save())
        assert session.get_state() == before
    text = dfrotz(zork1, ["restore", str(file), "look", "inventory"], 1)
    assert "Behind House" in text and "A leaflet" in text


def test_save_files_come_from_dfrotz(device: zork_tt.Device, zork1: Path, dfrotz: Dfrotz, tmp_path: Path) -> None:
    file = tmp_path / "game.qzl"
    dfrotz(zork1, ["open mailbox", "take leaflet", "north", "save", str(file)], 1)
    with zork_tt.Session(device, zork1, seed=1) as session:
        session.start()
        assert "Ok." in session.restore(file.read_bytes())
        assert "North of House" in session.command("look")
        assert "A leaflet" in session.command("inventory")


@pytest.mark.parametrize("cut", [0, 11, 40, 100, -1])
def test_a_damaged_save_file_is_refused(device: zork_tt.Device, zork1: Path, cut: int) -> None:
    with zork_tt.Session(device, zork1, seed=1) as session:
        session.command("open mailbox")
        state, file = session.get_state(), session.save()
        with pytest.raises(zork_tt.StateError, match="the save file is refused"):
            session.restore(file[:cut] if cut >= 0 else file.replace(b"880429", b"880430"))
        assert session.get_state() == state
