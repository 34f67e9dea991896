"""What the tests of Z-machine games share: stories, a device, dfrotz."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import zork_tt
from terminal_player import options, play, script, terminal  # noqa: F401  (fixtures)

HERE = Path(__file__).resolve().parent
FOLDER = Path(os.environ.get("TENON_ZMACHINE_DIR", HERE.parents[3] / "shared" / "zmachine"))


@pytest.fixture(scope="session")
def stories() -> Path:
    """The folder of story files for tests, which is no part of the project."""
    if not (FOLDER / "zork1.z3").exists():
        pytest.skip(f"no story files in {FOLDER}; TENON_ZMACHINE_DIR names their folder")
    return FOLDER


@pytest.fixture(scope="session")
def zork1(stories: Path) -> Path:
    """Zork I, version 3."""
    return stories / "zork1.z3"


@pytest.fixture(scope="session")
def walkthrough() -> list[str]:
    """Commands that win the project's own story."""
    return (HERE / "card_lab_walkthrough.txt").read_text(encoding="ascii").splitlines()


@pytest.fixture
def device() -> Iterator[zork_tt.Device]:
    """A device of four cores."""
    with zork_tt.init_device(cores=4) as opened:
        yield opened


@pytest.fixture(scope="session")
def inform(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], Path]:
    """Compiles a story from Inform 6 source for a version; its path."""
    program = shutil.which("inform6") or shutil.which("inform")
    if program is None:
        pytest.skip("inform6 is not installed (Debian: inform6-compiler)")
    folder = tmp_path_factory.mktemp("inform")

    def compile_story(source: str, version: int) -> Path:
        name = f"story{len(list(folder.iterdir()))}"
        (folder / f"{name}.inf").write_text(source, encoding="ascii")
        story = folder / f"{name}.z{version}"
        done = subprocess.run(
            [program, f"-v{version}", "-w", str(folder / f"{name}.inf"), str(story)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return story

    return compile_story


@pytest.fixture(scope="session")
def timed(root: Path) -> str:
    """A story with timed input, for Inform."""
    return (root / "tests" / "zork" / "timed.inf").read_text(encoding="ascii")


@pytest.fixture(scope="session")
def dfrotz() -> Callable[[Path, Sequence[str], int], str]:
    """Runs frotz's plain interface: story, commands, seed; what it prints without what it says of itself."""
    program = shutil.which("dfrotz", path=f"{os.environ.get('PATH', '')}:/usr/games")
    if program is None:
        pytest.skip("dfrotz is not installed (Debian: frotz)")

    def run(story: Path, commands: Sequence[str], seed: int) -> str:
        done = subprocess.run(
            [program, "-m", "-s", str(seed), str(story)],
            input="".join(f"{command}\n" for command in commands),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        return done.stdout.split("\n", 2)[2]

    return run
