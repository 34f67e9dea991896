# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""Z-machine games on the simulated card: what zork_tt is made of."""

from collections.abc import Callable, Sequence

class ZorkError(RuntimeError):
    pass

class StoryError(ZorkError):
    pass

class StateError(ZorkError):
    pass

class GameError(ZorkError):
    text: str = ""

class UsageError(ZorkError):
    pass

class WorldObject:
    """An object of the story's world."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def parent(self) -> int:
        """What it is in, 0: nothing."""

    @property
    def sibling(self) -> int: ...
    @property
    def child(self) -> int:
        """The first object in it, 0: none."""

    @property
    def name(self) -> str: ...
    @property
    def attributes(self) -> list[int]:
        """The numbers of attributes that are set, ascending."""

    @property
    def properties(self) -> list[int]:
        """The numbers of its properties, descending."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...

class Game:
    """A game on a card."""

    def run(self, limit: int) -> int:
        """Execute `limit` Z-instructions, or fewer where input is needed or the game is over; how many."""

    def send_line(self, line: str) -> None: ...
    def send_character(self, character: int) -> None: ...
    def elapse(self, tenths: int) -> None:
        """Let so much time go by before the next input; the next run counts it, and calls the routine of a timed input as often as that makes it."""

    def take_text(self) -> str: ...
    def show(self) -> None:
        """Show what was printed so far, though the game does not wait for input; `take_text` then returns it."""

    def state(self, undo: bool = False) -> bytes: ...
    def set_state(self, state: bytes) -> None: ...
    def state_hash(self) -> int: ...
    def objects_hash(self) -> int: ...
    def fork(self) -> Game: ...
    def save(self) -> bytes: ...
    def restore(self, file: bytes) -> None: ...
    def memory(self) -> bytes: ...
    def objects(self) -> list[WorldObject]: ...
    def location(self) -> WorldObject | None: ...
    def player(self) -> WorldObject | None: ...
    def inventory(self) -> list[WorldObject]: ...
    def score(self) -> tuple[int, int] | None: ...
    def dictionary(self) -> list[str]: ...
    def valid_commands(self, every: bool = False, only_whole: bool = False) -> list[str]: ...
    def keep_saves(self, save: Callable[[bytes], bool] | None, restore: Callable[[], bytes | None] | None) -> None:
        """What happens when the story saves and restores by itself: `save(bytes)` says whether it worked, `restore()` gives the bytes or None. None: the game keeps its last save."""

    def keep_tables(
        self, save: Callable[[str, bytes], bool] | None, restore: Callable[[str], bytes | None] | None
    ) -> None:
        """What happens when the story saves and restores a table of its own under a name, which is safe as a file's. None: the game keeps its tables."""

    @property
    def time_left(self) -> int:
        """Tenths of a second until a timed input calls its routine; 0: the input is not timed."""

    @property
    def inputs_read(self) -> int:
        """Lines and keys whose reading ended, by what was sent or because an interrupt routine said so."""

    @property
    def wants_input(self) -> bool: ...
    @property
    def wants_character(self) -> bool: ...
    @property
    def is_over(self) -> bool: ...
    @property
    def error(self) -> str:
        """What the story did that is impossible; empty: nothing."""

    @property
    def instructions(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def name(self) -> str: ...

class Story:
    """A story file, checked."""

    @staticmethod
    def open(path: str) -> Story: ...
    @staticmethod
    def from_bytes(bytes: bytes, name: str = "story") -> Story: ...
    @property
    def version(self) -> int: ...
    @property
    def release(self) -> int: ...
    @property
    def serial(self) -> str: ...
    @property
    def checksum(self) -> int: ...
    @property
    def name(self) -> str: ...

class Card:
    """A chip whose cores run the Z-machine."""

    @staticmethod
    def open(architecture: str = "wormhole_b0", cores: int = 0, threads: int = 0, native: bool = True) -> Card: ...
    def close(self) -> None: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def cores(self) -> int: ...
    def play(self, story: Story, seed: int | None = None) -> Game: ...
    def step(self, games: Sequence[Game], commands: Sequence[str], limit: int) -> tuple[list[str], list[int]]:
        """Give each game its command; the texts, and the numbers of the games whose story failed."""
