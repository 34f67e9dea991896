"""Games as objects, one or many at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from . import _zork_tt
from ._arguments import check_line, number, of_kind
from ._closing import Closing
from .device import Device, check_seed, check_state, checked, opened_story

MOST_INSTRUCTIONS = 20_000_000
"""What one command may take, unless told otherwise: a story that never asks for input ends there."""

StoryFile = str | os.PathLike[str] | None


def default_story() -> Path:
    """Return the path of the story that comes with Tenon."""
    return Path(__file__).with_name("card_lab.z5")


def story_of(story: StoryFile) -> _zork_tt.Story:
    """Open a story, the one that comes with Tenon where none is named."""
    return opened_story(default_story() if story is None else story)


class LimitError(_zork_tt.ZorkError):
    """A game took all Z-instructions that a command may take and has not asked for input; it can go on from there."""

    text = ""
    """What it printed before."""


class StepError(_zork_tt.GameError):
    """Stories of some games did something impossible in a step of many; the other games took theirs."""

    def __init__(self, errors: dict[int, _zork_tt.GameError], texts: list[str]) -> None:
        first = next(iter(errors))
        count = f"{len(errors)} of {len(texts)} games failed, the first of them" if len(errors) > 1 else "it is"
        super().__init__(f"{errors[first]} ({count} game {first}; the others went on)")
        self.errors = errors
        """Each error by the number of its game; its `text` is what that game printed before."""
        self.texts = texts
        """The answers of all games."""

    def __reduce__(self) -> tuple[type[StepError], tuple[dict[int, _zork_tt.GameError], list[str]]]:
        return StepError, (self.errors, self.texts)


class Session(Closing):
    """One game on a device; a context manager, which ends it.

    Args:
        device: From `init_device`.
        story: The story's file; by default the one that comes with Tenon.
        seed: Of the random numbers, as `dfrotz -s`; None: one of its own.
        limit: Z-instructions that one command may take. Where the game has not asked for input by then, and is not over,
            what ran it raises LimitError, with the text so far; `start` goes on.

    Raises:
        OSError, StoryError: As for `load_game`.
    """

    def __init__(
        self, device: Device, story: StoryFile = None, seed: int | None = None, limit: int = MOST_INSTRUCTIONS
    ) -> None:
        check_seed(seed)
        number("limit", limit)
        card = checked(device).card
        self._begin(card.play(story_of(story), seed), limit)

    def _begin(self, game: _zork_tt.Game, limit: int) -> None:
        self._game: _zork_tt.Game | None = game
        self._limit = limit

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

    @property
    def limit(self) -> int:
        """Z-instructions that one command may take."""
        return self._limit

    @limit.setter
    def limit(self, limit: int) -> None:
        number("limit", limit)
        self._limit = limit

    def __repr__(self) -> str:
        if self._game is None:
            return "<zork_tt.Session, closed>"
        return f"<zork_tt.Session of '{Path(self._game.name).name}', {self._stand()}>"

    def _stand(self) -> str:
        game = self.game
        stands = (
            ("failed", bool(game.error)),
            ("over", game.is_over),
            ("waiting for a key", game.wants_character),
            ("waiting for a line", game.wants_input),
            ("not asking for input", game.instructions > 0),
        )
        stand = next((name for name, holds in stands if holds), "not begun")
        return f"{stand}, {game.instructions:,} Z-instructions"

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
        try:
            self.game.run(self.limit)
        except _zork_tt.GameError as error:
            error.text = self.game.take_text()
            raise
        if self.is_cut_off:
            self.game.show()
            cut = LimitError(
                f"the game has not asked for input after {self.limit:,} Z-instructions; start() goes on, "
                "and limit= lets a session's commands take more"
            )
            cut.text = self.game.take_text()
            raise cut

    def command(self, line: str) -> str:
        """Give the game a line and return its answer, up to its next prompt.

        At the game's begin, its opening text comes first.

        Raises:
            GameError: The story did something impossible; the error's `text` is what it printed before.
            LimitError: The game has not asked for input within `limit` Z-instructions; likewise.
            UsageError: The line is too long, or has an end of line in it.
        """
        check_line("line", line)
        if self.is_cut_off:
            self._run()  # to its first question
        self.game.send_line(line)
        return self.start()

    def key(self, character: str | int) -> str:
        """Press a key, where the game waits for one, and return its answer.

        Args:
            character: The character, or its ZSCII code (Z-Machine Standards 1.1, section 3.8): 129 to 132 are the cursor
                keys up, down, left and right.
        """
        of_kind("character", character, (str, int), "a str of one character, or an int")
        if isinstance(character, str) and len(character) != 1:
            raise ValueError(f"character must be a str of one character, got {character!r}")
        code = ord(character) if isinstance(character, str) else character
        number("character", code, 0xFFFF)
        self.game.send_character(code)
        return self.start()

    def elapse(self, tenths: int) -> str:
        """Let so many tenths of a second go by while the game waits for input, and return what it prints.

        A timed input calls its routine as often as its time goes by, and may end so. Where the input is not timed, nothing
        happens. Time that is not enough counts on: states keep it.
        """
        number("tenths", tenths, 2**32 - 1)
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
    def error(self) -> str:
        """What the story did that is impossible; empty: nothing."""
        return self.game.error

    @property
    def instructions(self) -> int:
        """Z-instructions executed so far."""
        return self.game.instructions

    def get_state(self, undo: bool = False) -> bytes:
        """Return the whole game as bytes, equal for equal games; with `undo`, what can be undone too."""
        of_kind("undo", undo, bool, "a bool")
        return self.game.state(undo)

    def set_state(self, state: bytes) -> None:
        """Put a state back; StateError where it is damaged or foreign, and the game keeps the state it had."""
        check_state(state)
        self.game.set_state(state)

    def state_hash(self) -> int:
        """Return a 64-bit hash of memory, stacks, program counter and random generator."""
        return self.game.state_hash()

    def objects_hash(self) -> int:
        """Return a 64-bit hash of where all objects are and of their attributes, for searches.

        It is the same where only turns, random numbers or the story's variables differ.
        """
        return self.game.objects_hash()

    def fork(self) -> Session:
        """Return another game in the same state."""
        return Session._of(self.game.fork(), self.limit)

    def save(self) -> bytes:
        """Return a save file in the Quetzal format, made by the story's own `save` command; the game stays as it was."""
        return self.game.save()

    def restore(self, file: bytes) -> str:
        """Go on from a save file's bytes and return the story's answer; StateError as for `set_state`."""
        of_kind("file", file, bytes, "bytes, as save returns them and as save files hold them")
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

    def dictionary(self) -> list[str]:
        """Return the words that the story's parser knows, each with the letters that it keeps: 6, from version 4 on 9."""
        return self.game.dictionary()

    def valid_commands(self, every: bool = False) -> list[str]:
        """Return commands that move or change something here: the story's grammar with what is here, each one tried.

        Of commands that come to the same, the plainest; with `every`, all of them. The game stays as it is. Empty where
        it does not wait for a line, or the story's grammar cannot be read (those of Infocom's and of Inform's parsers
        can).
        """
        of_kind("every", every, bool, "a bool")
        return self.game.valid_commands(every)

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
        """Z-instructions that one command may take."""

    def __len__(self) -> int:
        return len(self._sessions)

    @overload
    def __getitem__(self, index: int) -> Session: ...
    @overload
    def __getitem__(self, index: slice) -> list[Session]: ...
    def __getitem__(self, index: int | slice) -> Session | list[Session]:
        return self._sessions[index]

    def __iter__(self) -> Iterator[Session]:
        return iter(self._sessions)

    def __repr__(self) -> str:
        over = sum(session._game is not None and session.is_over for session in self._sessions)
        return f"<zork_tt.Sessions, {len(self)} games, {over} of them over>"

    def close(self) -> None:
        """End all games."""
        for session in self._sessions:
            session.close()

    def step_all(self, commands: Sequence[str]) -> list[str]:
        """Give each game its command; the answers.

        A game that is over answers with an empty text. One that takes `limit` Z-instructions without asking for input
        answers with the text so far, and `is_cut_off` is true.

        Raises:
            StepError: Stories of some games did something impossible now. All other games have taken their commands; the
                answers of all are in the error's `texts`.
            TypeError, ValueError, UsageError: A command is no line, or there are not as many as games; no game takes its
                command then.
        """
        texts, errors = self._step(commands, range(len(self)))
        if errors:
            raise StepError(errors, texts)
        return texts

    def _step(self, commands: Sequence[str], playing: Sequence[int]) -> tuple[list[str], dict[int, _zork_tt.GameError]]:
        """Give commands to the games of these numbers; texts of all and errors."""
        if isinstance(commands, str) or not isinstance(commands, Sequence):
            raise TypeError(
                f"commands must be a sequence of str, one for each of the {len(self)} games, got {commands!r}"
            )
        if len(commands) != len(self):
            raise ValueError(f"commands must be as many as games: {len(self)}, got {len(commands)}")
        for index, command in enumerate(commands):
            if type(command) is not str or not command.isascii():
                check_line(f"commands[{index}]", command)
        games = [self._sessions[index].game for index in playing]
        answers, failed = self._card.step(games, [commands[index] for index in playing], self.limit)
        if len(playing) == len(self):
            texts = answers
        else:
            texts = [""] * len(self)
            for index, answer in zip(playing, answers, strict=True):
                texts[index] = answer
        errors = {}
        for number_of in failed:
            index = playing[number_of]
            errors[index] = _zork_tt.GameError(self._sessions[index].error)
            errors[index].text = texts[index]
        return texts, errors

    def start(self) -> list[str]:
        """Run each game to its first input; the opening texts.

        Raises:
            StepError: As for `step_all`.
        """
        texts, errors = [], {}
        for index, session in enumerate(self._sessions):
            try:
                texts.append(session.start())
            except LimitError as error:
                texts.append(error.text)
            except _zork_tt.GameError as error:
                texts.append(error.text)
                errors[index] = error
        if errors:
            raise StepError(errors, texts)
        return texts


def sessions(
    device: Device,
    story: StoryFile = None,
    count: int = 1,
    seed: int | None = None,
    limit: int = MOST_INSTRUCTIONS,
) -> Sessions:
    """Begin `count` games of a story; more than the device has cores take turns.

    With a seed, game i has the random numbers of `dfrotz -s (seed + i)`.

    Raises:
        OSError, StoryError: As for `load_game`.
        ValueError: An argument is out of range, or so many games do not fit on the card.
    """
    check_count("count", count)
    check_seed(seed)
    number("limit", limit)
    checked(device)
    return sessions_of(device, story_of(story), count, seed, limit)


def check_count(name: str, count: object) -> None:
    """See that an argument is a number of games."""
    number(name, count)
    if count == 0:
        raise ValueError(f"{name} is 0; expected at least 1 game")


def sessions_of(device: Device, story: _zork_tt.Story, count: int, seed: int | None, limit: int) -> Sessions:
    """Begin games of a story that is open."""
    games: list[Session] = []
    try:
        for index in range(count):
            games.append(Session._of(device.card.play(story, game_seed(seed, index)), limit))
    except ValueError as error:
        if not games:
            raise
        # One place is for games that change places.
        raise ValueError(f"{len(games) - 1:,} games of this story fit on the card, not {count:,}") from error
    return Sessions(device, games, limit)


def game_seed(seed: int | None, index: int) -> int | None:
    """The seed of one of many games."""
    return None if seed is None else (seed + index) % 2**32
