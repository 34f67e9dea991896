"""Environments after Gymnasium, for agents; gymnasium itself is not needed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from . import _zork_tt
from ._arguments import check_line, of_kind
from ._closing import Closing
from .device import Device, check_seed, check_state, checked, init_device
from .session import (
    MOST_INSTRUCTIONS,
    LimitError,
    Session,
    Sessions,
    StoryFile,
    check_count,
    game_seed,
    sessions_of,
    story_of,
)

Info = dict[str, Any]


class _Lease:
    """A device that an environment and its copies use; the last one to be closed closes it, where it is their own."""

    def __init__(self, device: Device | None, cores: int) -> None:
        self._is_own = device is None
        self.device = init_device(cores=cores) if device is None else checked(device)
        if not self.device.card.is_open:
            raise _zork_tt.UsageError("the device is closed; init_device opens another")
        self._users = 0

    def join(self) -> _Lease:
        """Return it for one user more."""
        self._users += 1
        return self

    def leave(self) -> None:
        """End one use."""
        self._users -= 1
        if self._users == 0 and self._is_own:
            self.device.close()


class _OnDevice(Closing):
    """What environments have in common: a device, until they are closed."""

    def __init__(self, lease: _Lease) -> None:
        self._lease: _Lease | None = lease.join()

    def _leased(self) -> _Lease:
        if self._lease is None:
            raise _zork_tt.UsageError("the environment is closed")
        return self._lease

    @abstractmethod
    def _end(self) -> None:
        """End the games."""

    def close(self) -> None:
        """End the game or games, and the device where it is the environment's own. Twice is fine."""
        self._end()
        if self._lease is not None:
            self._lease.leave()
        self._lease = None


def _with_error(text: str, error: object) -> str:
    """A text and what its story did then."""
    return f"{text}\n[{error}]\n"


class Env(_OnDevice):
    """A game as an environment: actions are commands, observations are texts, rewards are points.

    A story that does something impossible ends its game: the text says so at its end, and `info["error"]` is the message.

    Args:
        story: The story's file; by default the one that comes with Tenon.
        seed: Of the random numbers of games after `reset`.
        device: Where it runs; by default a device of its own with one core.

    Raises:
        OSError, StoryError: As for `load_game`.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": []}

    def __init__(self, story: StoryFile = None, *, seed: int | None = None, device: Device | None = None) -> None:
        check_seed(seed)
        self._begin(story_of(story), seed, _Lease(device, cores=1))

    def _begin(self, story: _zork_tt.Story, seed: int | None, lease: _Lease) -> None:
        super().__init__(lease)
        self._story = story
        self._seed = seed
        self._session: Session | None = None
        self._score = 0

    def __repr__(self) -> str:
        if self._lease is None:
            return f"<zork_tt.Env of '{Path(self._story.name).name}', closed>"
        stand = "not begun" if self._session is None else f"{self._session._stand()}, score {self._score}"
        return f"<zork_tt.Env of '{Path(self._story.name).name}', {stand}>"

    @property
    def session(self) -> Session:
        """The game under way."""
        if self._session is None:
            self.reset()
        assert self._session is not None
        return self._session

    def reset(self, *, seed: int | None = None, options: Info | None = None) -> tuple[str, Info]:
        """Begin a new game; its opening text, and an info as of `step`.

        Raises:
            GameError, LimitError: The story does something impossible, or never asks for input.
        """
        check_seed(seed)
        if seed is not None:
            self._seed = seed
        self._session = Session._of(self._leased().device.card.play(self._story, self._seed), MOST_INSTRUCTIONS)
        text = self._session.start()
        self._score = self._session.score()
        return text, self._info("")

    def _info(self, error: str) -> Info:
        session = self.session
        return {"score": session.score(), "moves": session.moves(), "error": error}

    def step(self, action: str) -> tuple[str, float, bool, bool, Info]:
        """Give a command; (text, points won, whether the game is over, whether it was cut off, info).

        The info has `score`, `moves`, and as `error` what the story did that is impossible, "" for nothing. A game is cut
        off where it takes more Z-instructions than a command may take; the text is what it printed so far.
        """
        check_line("action", action)
        session, error = self.session, ""
        try:
            text = session.command(action)
        except LimitError as cut:
            text = cut.text
        except _zork_tt.GameError as failed:
            error = str(failed)
            text = _with_error(failed.text, error)
        score = session.score()
        reward, self._score = score - self._score, score
        return text, float(reward), session.is_over, session.is_cut_off, self._info(error)

    def valid_commands(self, every: bool = False) -> list[str]:
        """Return commands that move or change something here, as `Session.valid_commands`."""
        return self.session.valid_commands(every)

    def get_state(self) -> bytes:
        """Return the game's state with what can be undone."""
        return self.session.get_state(undo=True)

    def set_state(self, state: bytes) -> None:
        """Put a state back; StateError where it is damaged or of another story."""
        self.session.set_state(state)
        self._score = self.session.score()

    def copy(self) -> Env:
        """Return another environment with the same game, on the same device, which stays open for it."""
        session = self.session.fork()
        other = Env.__new__(Env)
        other._begin(self._story, self._seed, self._leased())
        other._session = session
        other._score = self._score
        return other

    def _end(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = None


class VectorEnv(_OnDevice):
    """Many games of one story that take their steps together, more than the card's cores if need be.

    A game that is over, by a story's error too, or was cut off, begins anew at the next step, whose action it does not
    take.

    Args:
        story: The story's file; by default the one that comes with Tenon.
        count: How many games.
        seed: Of the random numbers; game i has `seed + i`.
        device: Where they run; by default a device of its own with all cores.

    Raises:
        OSError, StoryError: As for `load_game`.
    """

    def __init__(
        self, story: StoryFile = None, count: int = 1, *, seed: int | None = None, device: Device | None = None
    ) -> None:
        check_count("count", count)
        check_seed(seed)
        self._begin(story_of(story), count, seed, _Lease(device, cores=0))

    def _begin(self, story: _zork_tt.Story, count: int, seed: int | None, lease: _Lease) -> None:
        super().__init__(lease)
        self._story = story
        self._seed = seed
        self.num_envs = count
        self._games: Sessions | None = None
        self._scores: list[int] = []

    def __repr__(self) -> str:
        stand = ", closed" if self._lease is None else ""
        return f"<zork_tt.VectorEnv of '{Path(self._story.name).name}', {self.num_envs} games{stand}>"

    @property
    def games(self) -> Sessions:
        """The games under way."""
        if self._games is None:
            self.reset()
        assert self._games is not None
        return self._games

    def reset(self, *, seed: int | None = None, options: Info | None = None) -> tuple[list[str], Info]:
        """Begin all games anew; their opening texts, and an info as of `step`.

        Raises:
            StepError: The story does something impossible.
        """
        check_seed(seed)
        if seed is not None:
            self._seed = seed
        self._games = sessions_of(self._leased().device, self._story, self.num_envs, self._seed, MOST_INSTRUCTIONS)
        texts = self._games.start()
        self._scores = [game.score() for game in self._games]
        return texts, self._info([""] * self.num_envs)

    def _info(self, errors: list[str]) -> Info:
        return {"score": list(self._scores), "moves": [game.moves() for game in self.games], "error": errors}

    def step(self, actions: Sequence[str]) -> tuple[list[str], list[float], list[bool], list[bool], Info]:
        """Give each game its command: texts, points won, which are over, which were cut off, info.

        The info has lists of `score`, `moves`, and `error`: what that game's story did now that is impossible, "" for
        nothing; the other games go on, and its text says it too.
        """
        games = self.games
        fresh = [index for index, game in enumerate(games) if game.is_over or game.is_cut_off]
        ended = set(fresh)
        texts, failed = games._step(actions, [index for index in range(self.num_envs) if index not in ended])
        for index in fresh:
            seed = game_seed(self._seed, index)
            session = games._sessions[index] = Session._of(
                self._leased().device.card.play(self._story, seed), games.limit
            )
            try:
                texts[index] = session.start()
            except LimitError as cut:
                texts[index] = cut.text
            except _zork_tt.GameError as failure:
                failed[index] = failure
            self._scores[index] = session.score()
        errors = [""] * self.num_envs
        for index, error in failed.items():
            errors[index] = str(error)
            texts[index] = _with_error(error.text, error)
        scores = [game.score() for game in games]
        rewards = [float(now - before) for now, before in zip(scores, self._scores, strict=True)]
        self._scores = scores
        over, cut_off = [game.is_over for game in games], [game.is_cut_off for game in games]
        return texts, rewards, over, cut_off, self._info(errors)

    def valid_commands(self, every: bool = False) -> list[list[str]]:
        """Return for each game commands that move or change something there, as `Session.valid_commands`."""
        return [game.valid_commands(every) for game in self.games]

    def get_state(self) -> list[bytes]:
        """Return each game's state with what can be undone."""
        return [game.get_state(undo=True) for game in self.games]

    def set_state(self, states: Sequence[bytes]) -> None:
        """Put each game's state back; where one is refused, with StateError, no game changes."""
        of_kind("states", states, Sequence, "a sequence of bytes, as get_state returns them")
        for index, state in enumerate(states):
            check_state(state, f"states[{index}]")
        if len(states) != self.num_envs:
            raise ValueError(f"states must be as many as games: {self.num_envs}, got {len(states)}")
        before = self.get_state()
        try:
            for game, state in zip(self.games, states, strict=True):
                game.set_state(state)
        except _zork_tt.StateError:
            for game, state in zip(self.games, before, strict=True):
                game.set_state(state)
            raise
        self._scores = [game.score() for game in self.games]

    def copy(self) -> VectorEnv:
        """Return another environment with the same games, on the same device, which stays open for it."""
        games = Sessions(self._leased().device, [game.fork() for game in self.games], self.games.limit)
        other = VectorEnv.__new__(VectorEnv)
        other._begin(self._story, self.num_envs, self._seed, self._leased())
        other._games = games
        other._scores = list(self._scores)
        return other

    def _end(self) -> None:
        if self._games is not None:
            self._games.close()
        self._games = None
