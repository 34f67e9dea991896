"""Games as objects, one or many at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import _zork_tt
from ._closing import Closing
from .device import Device, check_seed, checked, opened_story

MOST_INSTRUCTIONS = 20_000_000
"""What one command may take, unless told otherwise: a story that never asks for input ends there."""


def default_story() -> Path:
    """Return the path of the story that comes with Tenon."""
    return Path(__file__).with_name("card_lab.z5")


class LimitError(_zork_tt.ZorkError):
    """A game took all Z-instructions that a command may take and has not asked for input; it can go on from there."""


class Session(Closing):
    """One game on a device; a context manager, which ends it.

    Args:
        device: From `init_device`.
        story: The story's file; by default the one that comes with Tenon.
        seed: Of the random numbers, as `dfrotz -s`; None: one of its own.
        limit: Z-instructions that one command may take. Where the game has not asked for input by then, and is not over,
            what ran it raises LimitError; `start` goes on and then returns the text of both.

    Raises:
        OSError, StoryError: As for `load_game`.
    """

    def __init__(
        self,
        device: Device,
        story: str | os.PathLike[str] | None = None,
        seed: int | None = None,
        limit: int = MOST_INSTRUCTIONS,
    ) -> None:
        check_seed(seed)
        card = checked(device).card
        self._begin(card.play(opened_story(default_story() if story is None else story), seed), limit)

    def _begin(self, game: _zork_tt.Game, limit: int) -> None:
        self._game: _zork_tt.Game | None = game
        self.limit = limit

    @classmethod
    def _of(cls, game: _zork_tt.Game, limit: int) -> Session:
        session = cls.__new__(cls)
        session._begin(game, limit)
        return session

    @property
    def game(self) -> _zork_tt.Game:
        """What it is made of."""
        if self._game is None:
            raise _zork_tt.UsageError("the session is closed")
        return self._game

    def close(self) -> None:
        """End the game. Twice is fine."""
        self._game = None

    def start(self) -> str:
        """Run to the next input and return the text: the story's opening.

        Raises:
            GameError, LimitError: As for `command`.
        """
        self._run()
        return self.game.take_text()

    @property
    def is_cut_off(self) -> bool:
        """Whether the game has neither asked for input nor ended: it has not begun, or took all it may take at once."""
        return not self.game.wants_input and not self.game.is_over

    def _run(self) -> None:
        self.game.run(self.limit)
        if self.is_cut_off:
            raise LimitError(
                f"the game has not asked for input after {self.limit:,} Z-instructions; start() goes on, "
                "and limit= lets a session's commands take more"
            )

    def command(self, line: str) -> str:
        """Give the game a line and return its answer, up to its next prompt.

        At the game's begin, its opening text comes first.

        Raises:
            GameError: The story did something impossible.
            LimitError: The game has not asked for input within `limit` Z-instructions.
        """
        if self.is_cut_off:
            self._run()  # to its first question
        self.game.send_line(line)
        return self.start()

    def key(self, character: str | int) -> str:
        """Press a key, where the game waits for one, and return its answer."""
        self.game.send_character(ord(character) if isinstance(character, str) else character)
        return self.start()

    def elapse(self, tenths: int) -> str:
        """Let so many tenths of a second go by while the game waits for input, and return what it prints.

        A timed input calls its routine as often as its time goes by, and may end so. Where the input is not timed, nothing
        happens. Time that is not enough counts on: states keep it.
        """
        self.game.elapse(tenths)
        return self.start()

    @property
    def time_left(self) -> int:
        """Tenths of a second until a timed input calls its routine; 0: the input is not timed."""
        return self.game.time_left

    @property
    def wants_input(self) -> bool:
        """Whether the game waits for a line or a character."""
        return self.game.wants_input

    @property
    def wants_character(self) -> bool:
        """Whether it is a character."""
        return self.game.wants_character

    @property
    def is_over(self) -> bool:
        """Whether the story has ended the game, or failed."""
        return self.game.is_over

    @property
    def instructions(self) -> int:
        """Z-instructions executed so far."""
        return self.game.instructions

    def get_state(self, undo: bool = False) -> bytes:
        """Return the whole game as bytes, equal for equal games; with `undo`, what can be undone too."""
        return self.game.state(undo)

    def set_state(self, state: bytes) -> None:
        """Put a state back; StateError where it is damaged or foreign, and the game keeps the state it had."""
        self.game.set_state(state)

    def state_hash(self) -> int:
        """Return a 64-bit hash of memory, stacks, program counter and random generator."""
        return self.game.state_hash()

    def fork(self) -> Session:
        """Return another game in the same state."""
        return Session._of(self.game.fork(), self.limit)

    def save(self) -> bytes:
        """Return a save file in the Quetzal format, made by the story's own `save` command; the game stays as it was."""
        return self.game.save()

    def restore(self, file: bytes) -> str:
        """Go on from a save file and return the story's answer; StateError as for `set_state`."""
        self.game.restore(file)
        return self.start()

    def objects(self) -> list[_zork_tt.WorldObject]:
        """Return all objects of the story's world by their numbers."""
        return self.game.objects()

    def location(self) -> _zork_tt.WorldObject | None:
        """Return the room, None where the story does not say."""
        return self.game.location()

    def inventory(self) -> list[_zork_tt.WorldObject]:
        """Return what the player carries; empty where the player is not found."""
        return self.game.inventory()

    def valid_commands(self) -> list[str]:
        """Return commands that move or change something here: the story's grammar with what is here, each one tried.

        The game stays as it is. Empty where it does not wait for a line, or the story's grammar cannot be read (those of
        Infocom's and of Inform's parsers can).
        """
        return self.game.valid_commands()

    def score(self) -> int:
        """Return the score; 0 where the story counts none."""
        score = self.game.score()
        return score[0] if score else 0

    def moves(self) -> int:
        """Return the number of turns; 0 where the story does not count them."""
        score = self.game.score()
        return score[1] if score else 0


class Sessions(Sequence[Session], Closing):
    """Many games of one story, which take their commands side by side."""

    def __init__(self, device: Device, games: list[Session], limit: int) -> None:
        self._card = device.card
        self._sessions = games
        self.limit = limit

    def __len__(self) -> int:
        return len(self._sessions)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._sessions[index]

    def __iter__(self) -> Iterator[Session]:
        return iter(self._sessions)

    def close(self) -> None:
        """End all games."""
        for session in self._sessions:
            session.close()

    def step_all(self, commands: Sequence[str]) -> list[str]:
        """Give each game its command; the answers.

        A game that is over answers with an empty text. One that takes `limit` Z-instructions without asking for input
        answers with the text so far, and `is_cut_off` is true.
        """
        if isinstance(commands, str):
            raise TypeError(f"one command for each game is expected, a list of {len(self)}, not the text {commands!r}")
        return self._card.step([session.game for session in self._sessions], list(commands), self.limit)

    def start(self) -> list[str]:
        """Run each game to its first input; the opening texts."""
        return [session.start() for session in self._sessions]


def sessions(
    device: Device,
    story: str | os.PathLike[str] | None = None,
    count: int = 1,
    seed: int | None = None,
    limit: int = MOST_INSTRUCTIONS,
) -> Sessions:
    """Begin `count` games of a story; more than the device has cores take turns.

    With a seed, game i has the random numbers of `dfrotz -s (seed + i)`.
    """
    if count < 1:
        raise ValueError(f"count is {count}; expected at least 1 game")
    check_seed(seed)
    checked(device)
    opened = opened_story(default_story() if story is None else story)
    games = [device.card.play(opened, None if seed is None else seed + i) for i in range(count)]
    return Sessions(device, [Session._of(game, limit) for game in games], limit)
