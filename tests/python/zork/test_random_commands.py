"""Random commands give dfrotz's texts, byte for byte: TENON_ZORK_SEQUENCES of them (30 if not set), 60 commands each."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import zork_tt

Dfrotz = Callable[[Path, Sequence[str], int], str]
SEQUENCES = int(os.environ.get("TENON_ZORK_SEQUENCES", "30"))
WAYS = [
    "n",
    "s",
    "e",
    "w",
    "u",
    "d",
    "ne",
    "nw",
    "se",
    "sw",
    "in",
    "out",
    "north",
    "south",
    "east",
    "west",
    "up",
    "down",
    "enter",
    "climb",
]
VERBS = [
    "take",
    "drop",
    "open",
    "close",
    "read",
    "examine",
    "push",
    "move",
    "turn",
    "light",
    "eat",
    "drink",
    "attack",
    "throw",
    "give",
    "put",
    "tie",
    "look",
    "wave",
]
ALONE = [
    *[
        "look",
        "inventory",
        "wait",
        "again",
        "g",
        "z",
        "i",
        "score",
        "diagnose",
        "verbose",
        "brief",
        "superbrief",
        "jump",
        "pray",
        "shout",
        "xyzzy",
        "version",
        "help",
    ],
    *["take all", "drop all", "roll", "undo", "open mailbox", "take lamp", "turn on lamp", "kill troll with sword"],
]
THINGS = [
    *[
        "leaflet",
        "mailbox",
        "door",
        "window",
        "house",
        "lamp",
        "sword",
        "rug",
        "trap",
        "case",
        "egg",
        "nest",
        "tree",
        "rope",
        "knife",
        "bottle",
        "water",
        "sack",
    ],
    *[
        "badge",
        "drawer",
        "notice",
        "desk",
        "card",
        "die",
        "it",
        "all",
        "everything",
        "me",
        "troll",
        "thief",
        "rock",
        "sky",
        "grating",
    ],
]
LINKS = ["with", "in", "on", "to", "at", "from", "under", "behind"]
ODD = [
    "",
    "  ",
    ".",
    "look. look. n",
    '"',
    "ÄÖ ü",
    "take",
    "a" * 90,
    "go go go",
    "oops lamp",
    "take all but lamp",
    "0 1 2",
    "?",
]


def command(rng: random.Random) -> str:
    """A command, mostly one that makes some sense."""
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(WAYS)
    if kind < 0.5:
        return rng.choice(ALONE)
    if kind < 0.55:
        return rng.choice(ODD)
    words = [rng.choice(VERBS), rng.choice(THINGS)]
    if rng.random() < 0.3:
        words += [rng.choice(LINKS), rng.choice(THINGS)]
    return " ".join(words)


def test_texts_are_those_of_dfrotz(device: zork_tt.Device, zork1: Path, dfrotz: Dfrotz) -> None:
    for number in range(SEQUENCES):
        rng = random.Random(number)
        story = rng.choice([zork1, zork1, zork_tt.default_story()])
        commands = [command(rng) for _ in range(60)]
        seed = rng.randrange(1, 30_000)
        with zork_tt.Session(device, story, seed=seed) as session:
            text = session.start()
            for line in commands:
                if session.is_over:
                    break
                text += session.command(line)
        assert text == dfrotz(story, commands, seed), f"sequence {number}: {story.name}, seed {seed}, {commands}"
