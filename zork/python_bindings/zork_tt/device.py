"""The field's functions: a device, and the game that was loaded on it."""

from __future__ import annotations

import os
from types import TracebackType

from . import _zork_tt


class Device:
    """A card that is open; `init_device` makes it. In a `with`, it is closed at the end."""

    def __init__(self, card: _zork_tt.Card) -> None:
        self.card = card
        self.game: _zork_tt.Game | None = None
        """What `load_game` loaded."""

    def __enter__(self) -> Device:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the card; its games end. Twice is fine."""
        self.game = None
        self.card.close()

    def _loaded(self) -> _zork_tt.Game:
        if not self.card.is_open:
            raise _zork_tt.UsageError("the device is closed; init_device opens another")
        if self.game is None:
            raise _zork_tt.UsageError("no game is loaded on the device; call load_game first")
        return self.game


def init_device(architecture: str = "wormhole_b0", *, cores: int = 0, threads: int = 0, native: bool = True) -> Device:
    """Open a card whose cores run the Z-machine.

    Args:
        architecture: Its descriptor's name, or the path of one.
        cores: How many cores run games; 0: one in each of its tiles. More games than cores take turns.
        threads: Host threads that run cores; 0: as many as the machine has.
        native: Whether hot code becomes native code; otherwise all is interpreted.
    """
    return Device(_zork_tt.Card.open(architecture, cores, threads, native))


def load_game(device: Device, story: str | os.PathLike[str], seed: int | None = None) -> None:
    """Begin a game from a story file; it takes the place of the one before.

    The random numbers are those of `dfrotz -s SEED`; without a seed, each game has its own.

    Raises:
        OSError: The file cannot be read.
        StoryError: It is no story, of a version not there, truncated, or damaged.
    """
    if not device.card.is_open:
        raise _zork_tt.UsageError("the device is closed; init_device opens another")
    device.game = device.card.play(_zork_tt.Story.open(os.fspath(story)), seed)


def execute_batch(device: Device, instructions: int) -> str:
    """Execute exactly so many Z-instructions, or fewer where input is needed or the game is over.

    Returns:
        The text since the last call, as `dfrotz -m` prints it. A screen is shown when the game waits for input or is over.

    Raises:
        GameError: The story did something impossible.
    """
    game = device._loaded()
    game.run(instructions)
    return game.take_text()


def send_input(device: Device, line: str) -> None:
    """Give the game a line, which a later `execute_batch` reads when the game wants it."""
    device._loaded().send_line(line)


def elapse(device: Device, tenths: int) -> None:
    """Let so many tenths of a second go by while the game waits for input; a later `execute_batch` counts them.

    A timed input then calls its routine as often as that makes it (Z-Machine Standards 1.1, section 15, `read`).
    """
    device._loaded().elapse(tenths)


def wants_input(device: Device) -> bool:
    """Whether the game waits for a line or a character."""
    return device._loaded().wants_input


def get_state(device: Device, undo: bool = False) -> bytes:
    """Return the whole game as bytes, equal for equal games; with `undo`, what can be undone too."""
    return device._loaded().state(undo)


def set_state(device: Device, state: bytes) -> None:
    """Put a state back.

    Raises:
        StateError: It is damaged or of another story; the game keeps the state it had.
    """
    device._loaded().set_state(state)


def close_device(device: Device) -> None:
    """Close the card; its games end. Twice is fine."""
    device.close()
