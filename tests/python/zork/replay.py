"""Plays a script of lines and times, from any place of it on; as a program: from states that another process wrote.

replay.py STORY EVENTS.json STATES OUTPUT.json
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import zork_tt

Event = str | int
"""A line (or a key, where the game wants one), or tenths of a second that go by."""


def play(session: zork_tt.Session, events: list[Event], at: int = 0, limit: int | None = None) -> tuple[str, int]:
    """Play events from number `at` on, until they are used up, the game is over, or `limit` Z-instructions are executed.

    Returns:
        The text, and the number of the next event.
    """
    game = session.game
    text = ""
    left = 10**9 if limit is None else limit
    while True:
        left -= game.run(left)
        text += game.take_text()
        if left == 0 or session.is_over or (session.wants_input and at == len(events)):
            return text, at
        if session.wants_input:
            event = events[at]
            at += 1
            if isinstance(event, int):
                game.elapse(event)
            elif session.wants_character:
                game.send_character(ord(event[:1] or "\r"))
            else:
                game.send_line(event)


def keep_saves(session: zork_tt.Session, file: Path) -> None:
    """Let the story save to a file: that is outside of a game's state."""

    def save(saved: bytes) -> bool:
        file.write_bytes(saved)
        return True

    session.game.keep_saves(save, file.read_bytes)


def digest(session: zork_tt.Session) -> str:
    """Of all that a state has, undo levels and screen included."""
    return hashlib.sha256(session.get_state(undo=True)).hexdigest()


def main() -> None:
    """Go on from each state, as NUMBER-EVENT, and write the texts and the digests of the last states."""
    story, events_file, states, output = map(Path, sys.argv[1:])
    events = json.loads(events_file.read_text(encoding="utf-8"))
    results = {}
    with zork_tt.init_device(cores=2) as device:
        for file in sorted(states.iterdir()):
            with zork_tt.Session(device, story, seed=4711) as session:
                keep_saves(session, states.parent / "save")
                session.set_state(file.read_bytes())
                text, _ = play(session, events, int(file.name.split("-")[1]))
                results[file.name] = [text, digest(session)]
    output.write_text(json.dumps(results), encoding="utf-8")


if __name__ == "__main__":
    main()
