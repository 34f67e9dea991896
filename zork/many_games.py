"""Many games that take a script's commands side by side, for the terminal player."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import zork_tt
from standard_streams import complain, emit


def play(device: zork_tt.Device, story: Path, count: int, seed: int | None, lines: Iterable[tuple[str, str]]) -> int:
    """Let the games take the lines and print the transcript of the first.

    Args:
        device: Where they are played.
        story: Their story.
        count: How many.
        seed: Of the first; game i has seed + i.
        lines: Each with its place in the script, for errors.

    Returns:
        The exit status: 1 where a story failed, or a game has not asked for input.

    Raises:
        ValueError: So many do not fit, or a line is none for games.
    """
    lines = list(lines)
    for place, line in lines:
        if line.startswith("/"):
            raise ValueError(
                f"{place}: {line.split()[0]} is for one game; with --games all lines of a script go to the games"
            )
    with zork_tt.sessions(device, story, count, seed) as games:
        failures = _Failures(games)
        try:
            emit(games.start()[0])
        except zork_tt.StepError as error:
            emit(error.texts[0])
        failures.tell("at the beginning")
        for place, line in lines:
            if all(game.is_over for game in games):
                break
            try:
                texts = games.step_all([line] * count)
            except zork_tt.StepError as error:
                texts = error.texts
            except zork_tt.UsageError as error:
                raise ValueError(f"{place}: {error}") from error
            emit(f"{line}\n{texts[0]}")
            failures.tell(place)
        emit("\n")
        different = sum(game.state_hash() != games[0].state_hash() for game in games)
        steps = sum(game.instructions for game in games)
        complain(
            f"{count} games on {device.card.cores} cores, {steps:,} Z-instructions; {different} games differ from the first"
        )
        return 1 if failures.count or any(game.is_cut_off for game in games) else 0


class _Failures:
    """Tells of games whose story failed, or that do not ask for input, once for each."""

    def __init__(self, games: zork_tt.Sessions) -> None:
        self.games = games
        self.failed: set[int] = set()
        self.cut_off: set[int] = set()

    @property
    def count(self) -> int:
        return len(self.failed)

    def tell(self, place: str) -> None:
        """Tell of those that failed here."""
        failed = [i for i, game in enumerate(self.games) if game.error and i not in self.failed]
        if failed:
            complain(f"{place}: {self._some(failed)} failed: {self.games[failed[0]].error}")
            self.failed.update(failed)
        cut_off = [i for i, game in enumerate(self.games) if game.is_cut_off and i not in self.cut_off]
        if cut_off:
            complain(
                f"{place}: {self._some(cut_off)} asked for no input within {self.games.limit:,} Z-instructions, "
                "and goes on with the next line"
            )
            self.cut_off.update(cut_off)

    @staticmethod
    def _some(numbers: list[int]) -> str:
        return f"game {numbers[0]}" if len(numbers) == 1 else f"game {numbers[0]} (and {len(numbers) - 1} more)"
