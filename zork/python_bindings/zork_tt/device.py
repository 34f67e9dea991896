"""The field's functions: a device, and the game that was loaded on it."""

from __future__ import annotations

import os
from pathlib import Path

from . import _zork_tt
from ._arguments import check_line, number, of_kind
from ._closing import Closing

MOST_SEED = 2**32 - 1
MOST_CORES = 40 * 64
"""Tiles of the largest grid."""


class Device(Closing):
    """A card that is open; `init_device` makes it. In a `with`, it is closed at the end."""

    def __init__(self, card: _zork_tt.Card) -> None:
        self.card = card
        self.game: _zork_tt.Game | None = None
        """What `load_game` loaded."""

    def close(self) -> None:
        """Close the card; its games end. Twice is fine."""
        self.game = None
        self.card.close()

    def __repr__(self) -> str:
        if not self.card.is_open:
            return "<zork_tt.Device, closed>"
        game = f"the game '{Path(self.game.name).name}'" if self.game else "no game loaded"
        return f"<zork_tt.Device, {self.card.cores} cores, {game}>"

    def _loaded(self) -> _zork_tt.Game:
        if not self.card.is_open:
            raise _zork_tt.UsageError("the device is closed; init_device opens another")
        if self.game is None:
            raise _zork_tt.UsageError("no game is loaded on the device; call load_game first")
        return self.game


def checked(device: object) -> Device:
    """Return an argument that has to be a device."""
    of_kind("device", device, Device, "a zork_tt.Device, as init_device returns it")
    assert isinstance(device, Device)
    return device


def opened_story(story: object) -> _zork_tt.Story:
    """Open an argument that has to name a story's file."""
    of_kind("story", story, (str, os.PathLike), "a str or os.PathLike")
    assert isinstance(story, (str, os.PathLike))
    return _zork_tt.Story.open(os.fspath(story))


def check_state(state: object, name: str = "state") -> None:
    """See that an argument is a state's bytes."""
    of_kind(name, state, bytes, "bytes, as get_state returns them")


def check_seed(seed: object) -> None:
    """See that an argument is a seed, or None."""
    if seed is not None:
        number("seed", seed, MOST_SEED)


def init_device(architecture: str = "wormhole_b0", *, cores: int = 0, threads: int = 0, native: bool = True) -> Device:
    """Open a card whose cores run the Z-machine.

    Args:
        architecture: Its descriptor's name, or the path of one.
        cores: How many cores run games, at most 2,560; 0: one in each of its tiles. More games than cores take turns.
        threads: Host threads that run cores; 0: as many as the machine has.
        native: Whether hot code becomes native code; otherwise all is interpreted.
    """
    of_kind("architecture", architecture, str, "a str")
    number("cores", cores, MOST_CORES)
    number("threads", threads, 2**32 - 1)
    of_kind("native", native, bool, "a bool")
    return Device(_zork_tt.Card.open(architecture, cores, threads, native))


def load_game(device: Device, story: str | os.PathLike[str], seed: int | None = None) -> None:
    """Begin a game from a story file; it takes the place of the one before.

    The random numbers are those of `dfrotz -s SEED`; without a seed, each game has its own.

    Raises:
        OSError: The file cannot be read.
        StoryError: It is no story, of a version not there, truncated, or damaged.
    """
    if not checked(device).card.is_open:
        raise _zork_tt.UsageError("the device is closed; init_device opens another")
    check_seed(seed)
    device.game = device.card.play(opened_story(story), seed)


def execute_batch(device: Device, instructions: int) -> str:
    """Execute exactly so many Z-instructions, or fewer where input is needed or the game is over.

    Returns:
        The text since the last call, as `dfrotz -m` prints it. A screen is shown when the game waits for input or is over.

    Raises:
        GameError: The story did something impossible; the error's `text` is what it printed before.
    """
    game = checked(device)._loaded()
    number("instructions", instructions)
    try:
        game.run(instructions)
    except _zork_tt.GameError as error:
        error.text = game.take_text()
        raise
    return game.take_text()


def send_input(device: Device, line: str) -> None:
    """Give the game a line, which a later `execute_batch` reads when the game wants it."""
    game = checked(device)._loaded()
    check_line("line", line)
    game.send_line(line)


def elapse(device: Device, tenths: int) -> None:
    """Let so many tenths of a second go by while the game waits for input; a later `execute_batch` counts them.

    A timed input then calls its routine as often as that makes it (Z-Machine Standards 1.1, section 15, `read`).
    """
    game = checked(device)._loaded()
    number("tenths", tenths, 2**32 - 1)
    game.elapse(tenths)


def wants_input(device: Device) -> bool:
    """Whether the game waits for a line or a character."""
    return checked(device)._loaded().wants_input


def get_state(device: Device, undo: bool = False) -> bytes:
    """Return the whole game as bytes, equal for equal games; with `undo`, what can be undone too."""
    game = checked(device)._loaded()
    of_kind("undo", undo, bool, "a bool")
    return game.state(undo)


def set_state(device: Device, state: bytes) -> None:
    """Put a state back.

    Raises:
        StateError: It is damaged or of another story; the game keeps the state it had.
    """
    game = checked(device)._loaded()
    check_state(state)
    game.set_state(state)


def close_device(device: Device) -> None:
    """Close the card; its games end. Twice is fine."""
    checked(device).close()
