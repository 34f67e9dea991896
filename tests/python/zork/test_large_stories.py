"""Stories that do not fit into L1 lie in DRAM, and are the same games."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import zork_tt


@pytest.fixture
def small(root: Path, tmp_path: Path) -> Callable[[int], str]:
    """The path of an architecture with so many bytes of L1."""

    def write(l1_bytes: int) -> str:
        card = json.loads((root / "device" / "architectures" / "wormhole_b0.json").read_text(encoding="ascii"))
        path = tmp_path / f"small{l1_bytes}.json"
        path.write_text(json.dumps({**card, "name": "small", "l1Size": l1_bytes}), encoding="ascii")
        return str(path)

    return write


@pytest.fixture
def padded(tmp_path: Path) -> Path:
    """The project's story with bytes behind it that are never looked at: 400 KiB."""
    path = tmp_path / "padded.z5"
    path.write_bytes(zork_tt.default_story().read_bytes().ljust(400 << 10, b"\x5a"))
    return path


@pytest.mark.parametrize("native", [True, False])
def test_games_are_the_same(
    small: Callable[[int], str], padded: Path, walkthrough: Sequence[str], native: bool
) -> None:
    def play(architecture: str) -> tuple[list[str], int, list[str]]:
        with (
            zork_tt.init_device(architecture, cores=1, native=native) as device,
            zork_tt.Session(device, padded, seed=1) as session,
        ):
            texts = [session.command(command) for command in walkthrough]
            return texts, session.state_hash(), [thing.name for thing in session.objects()]

    expected = play("wormhole_b0")
    assert play(small(640 << 10)) == expected
    assert play(small(800 << 10)) == expected


def test_states_go_from_a_large_card_to_a_small_one(small: Callable[[int], str], padded: Path) -> None:
    with (
        zork_tt.init_device(cores=1) as large,
        zork_tt.init_device(small(640 << 10), cores=1) as little,
        zork_tt.Session(large, padded, seed=1) as here,
        zork_tt.Session(little, padded, seed=2) as there,
    ):
        here.command("east")
        there.start()
        there.set_state(here.get_state(undo=True))
        assert there.command("roll") == here.command("roll")
        assert there.valid_commands() == here.valid_commands()
        fork = there.fork()
        assert fork.command("undo") == here.command("undo")
        assert fork.get_state() == here.get_state()


def test_many_games_of_stories_in_dram_take_turns(small: Callable[[int], str], padded: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.z5"
    other.write_bytes(padded.read_bytes() + b"x")
    with zork_tt.init_device(small(640 << 10), cores=2) as device:
        games = [zork_tt.Session(device, story, seed=1) for story in (padded, other) for _ in range(4)]
        texts = {tuple(game.command(command) for command in ("east", "open drawer", "roll")) for game in games}
        assert len(texts) == 1
        assert len({game.state_hash() for game in games}) == 1


def test_a_card_with_too_little_memory_says_so(small: Callable[[int], str], padded: Path) -> None:
    with pytest.raises(zork_tt.UsageError, match="bytes of L1; games need"):
        zork_tt.init_device(small(256 << 10), cores=1)
