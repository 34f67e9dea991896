"""Environments after Gymnasium, for agents; gymnasium itself is not needed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar

from ._closing import Closing
from .device import Device, check_seed, init_device
from .session import LimitError, Session, Sessions, sessions

Info = dict[str, Any]


def _info(session: Session) -> Info:
    return {"score": session.score(), "moves": session.moves()}


class Env(Closing):
    """A game as an environment: actions are commands, observations are texts, rewards are points.

    Args:
        story: The story's file; by default the one that comes with Tenon.
        seed: Of the random numbers of games after `reset`.
        device: Where it runs; by default a device of its own with one core.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": []}

    def __init__(
        self, story: str | os.PathLike[str] | None = None, *, seed: int | None = None, device: Device | None = None
    ) -> None:
        self._owns_device = device is None
        self._device = init_device(cores=1) if device is None else device
        self._story = story
        self._seed = seed
        self._session: Session | None = None
        self._score = 0

    @property
    def session(self) -> Session:
        """The game under way."""
        if self._session is None:
            self.reset()
        assert self._session is not None
        return self._session

    def reset(self, *, seed: int | None = None, options: Info | None = None) -> tuple[str, Info]:
        """Begin a new game; its opening text, and `score` and `moves`."""
        check_seed(seed)
        if seed is not None:
            self._seed = seed
        self._session = Session(self._device, self._story, self._seed)
        text = self._session.start()
        self._score = self._session.score()
        return text, _info(self._session)

    def step(self, action: str) -> tuple[str, float, bool, bool, Info]:
        """Give a command; (text, points won, whether the game is over, whether it was cut off, `score` and `moves`).

        A game is cut off where it takes more Z-instructions than a command may take; the text is empty then.
        """
        session = self.session
        try:
            text = session.command(action)
        except LimitError:
            text = ""
        score = session.score()
        reward, self._score = score - self._score, score
        return text, float(reward), session.is_over, session.is_cut_off, _info(session)

    def get_state(self) -> bytes:
        """Return the game's state with what can be undone."""
        return self.session.get_state(undo=True)

    def set_state(self, state: bytes) -> None:
        """Put a state back; StateError where it is damaged or of another story."""
        self.session.set_state(state)
        self._score = self.session.score()

    def copy(self) -> Env:
        """Return another environment with the same game, on the same device."""
        other = Env(self._story, seed=self._seed, device=self._device)
        other._session = self.session.fork()
        other._score = self._score
        return other

    def close(self) -> None:
        """End the game, and the device where it is the environment's own."""
        if self._session is not None:
            self._session.close()
        self._session = None
        if self._owns_device:
            self._device.close()


class VectorEnv(Closing):
    """Many games of one story that take their steps together, more than the card's cores if need be.

    A game that is over begins anew at the next step, whose action it does not take.
    """

    def __init__(
        self,
        story: str | os.PathLike[str] | None = None,
        count: int = 1,
        *,
        seed: int | None = None,
        device: Device | None = None,
    ) -> None:
        self._owns_device = device is None
        self._device = init_device() if device is None else device
        self._story = story
        self._seed = seed
        self.num_envs = count
        self._games: Sessions | None = None
        self._scores: list[int] = []

    @property
    def games(self) -> Sessions:
        """The games under way."""
        if self._games is None:
            self.reset()
        assert self._games is not None
        return self._games

    def reset(self, *, seed: int | None = None, options: Info | None = None) -> tuple[list[str], Info]:
        """Begin all games anew; their opening texts, and lists of `score` and `moves`."""
        check_seed(seed)
        if seed is not None:
            self._seed = seed
        self._games = sessions(self._device, self._story, self.num_envs, self._seed)
        texts = self._games.start()
        self._scores = [game.score() for game in self._games]
        return texts, self._infos()

    def _infos(self) -> Info:
        return {"score": list(self._scores), "moves": [game.moves() for game in self.games]}

    def step(self, actions: Sequence[str]) -> tuple[list[str], list[float], list[bool], list[bool], Info]:
        """Give each game its command: texts, points won, which are over, which were cut off, infos."""
        games = self.games
        fresh = [index for index, game in enumerate(games) if game.is_over]
        texts = games.step_all(actions)
        for index in fresh:
            games._sessions[index] = Session(
                self._device, self._story, None if self._seed is None else self._seed + index
            )
            texts[index] = games[index].start()
            self._scores[index] = games[index].score()
        scores = [game.score() for game in games]
        rewards = [float(now - before) for now, before in zip(scores, self._scores, strict=True)]
        self._scores = scores
        over, cut_off = [game.is_over for game in games], [game.is_cut_off for game in games]
        return texts, rewards, over, cut_off, self._infos()

    def get_state(self) -> list[bytes]:
        """Return each game's state with what can be undone."""
        return [game.get_state(undo=True) for game in self.games]

    def set_state(self, states: Sequence[bytes]) -> None:
        """Put each game's state back."""
        for game, state in zip(self.games, states, strict=True):
            game.set_state(state)
        self._scores = [game.score() for game in self.games]

    def copy(self) -> VectorEnv:
        """Return another environment with the same games, on the same device."""
        other = VectorEnv(self._story, self.num_envs, seed=self._seed, device=self._device)
        other._games = Sessions(self._device, [game.fork() for game in self.games], self.games.limit)
        other._scores = list(self._scores)
        return other

    def close(self) -> None:
        """End all games, and the device where it is the environment's own."""
        if self._games is not None:
            self._games.close()
        self._games = None
        if self._owns_device:
            self._device.close()
