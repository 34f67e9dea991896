"""A state that is saved at any instruction goes on in a new process as if nothing had been.

TENON_ZORK_PLACES random places of each story (40 if not set).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import replay
import zork_tt

PLACES = int(os.environ.get("TENON_ZORK_PLACES", "40"))
UNDOING = [
    "east",
    "open drawer",
    "undo",
    "open drawer",
    "take badge",
    "undo",
    "undo",
    "roll",
    "roll",
    "inventory",
    "undo",
]
TICKING: list[replay.Event] = [5, 3, 2, "b", 5, 5, 5, "x", 5, 5, "q", 4, 1]
SAVING: list[replay.Event] = ["c", "c", "s", "c", "r", "c", "q"]


@pytest.fixture
def case(
    request: pytest.FixtureRequest, root: Path, inform: Callable[[str, int], Path], timed: str
) -> tuple[Path, list[replay.Event]]:
    """A story and what is typed, by name."""
    name = request.param
    if name == "card_lab":
        return zork_tt.default_story(), list(UNDOING)
    kind, version = name.split(".z")
    if kind == "timed":
        return inform(timed, int(version)), TICKING
    if kind == "saves":
        return inform((root / "tests" / "zork" / "saves.inf").read_text(encoding="ascii"), int(version)), SAVING
    stories: Path = request.getfixturevalue("stories")
    lines = (root / "tests" / "zork" / "zork1_commands.txt").read_text(encoding="ascii").splitlines()
    return stories / name, list(lines[:60])


@pytest.mark.parametrize(
    "case",
    [
        "card_lab",
        "timed.z5",
        "timed.z8",
        "saves.z3",
        "saves.z4",
        "saves.z7",
        "zork1.z3",
        "czech.z3",
        "czech.z4",
        "czech.z5",
        "czech.z8",
    ],
    indirect=True,
)
def test_it_goes_on_identically(case: tuple[Path, list[replay.Event]], tmp_path: Path) -> None:
    story, events = case
    rng = random.Random(story.name)
    states = tmp_path / "states"
    states.mkdir()
    with zork_tt.init_device(cores=2) as device:
        whole = zork_tt.Session(device, story, seed=7)
        replay.keep_saves(whole, tmp_path / "save")
        expected, _ = replay.play(whole, events)
        last = replay.digest(whole)
        places = sorted(rng.randrange(whole.instructions) for _ in range(PLACES))
        session = zork_tt.Session(device, story, seed=7)
        replay.keep_saves(session, tmp_path / "save")
        before: dict[str, str] = {}
        text, at = "", 0
        for number, place in enumerate(places):
            more, at = replay.play(session, events, at, place - session.instructions)
            text += more
            name = f"{number:03}-{at}"
            before[name] = text
            (states / name).write_bytes(session.get_state(undo=True))
    (tmp_path / "events").write_text(json.dumps(events), encoding="utf-8")
    subprocess.run(
        [sys.executable, replay.__file__, str(story), str(tmp_path / "events"), str(states), str(tmp_path / "results")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=True,
    )
    results = json.loads((tmp_path / "results").read_text(encoding="utf-8"))
    assert set(results) == set(before)
    for name, (rest, digest) in results.items():
        assert before[name] + rest == expected, f"place {name}, instruction {places[int(name[:3])]}"
        assert digest == last, f"place {name}, instruction {places[int(name[:3])]}"
