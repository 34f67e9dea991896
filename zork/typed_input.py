"""Lines and keys from the terminal, with editing, a history that is kept, and a clock for the game's timed input."""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import sys
import termios
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import zork_tt

try:
    import readline
except ImportError:  # Python was built without it
    readline = None  # type: ignore[assignment]

KEYS = {"\x1b[A": 129, "\x1b[B": 130, "\x1b[D": 131, "\x1b[C": 132, "\x1b": 27, "\n": 13, "\r": 13, "\x7f": 8}
"""Characters that a terminal sends, and what they are for the Z-machine (Z-Machine Standards 1.1, section 3.8)."""


class _InputEndedError(Exception):
    """The game does not wait for this line any more."""


@contextlib.contextmanager
def history(file: Path) -> Iterator[None]:
    """Keep a history of lines in a file."""
    if readline is not None:
        with contextlib.suppress(OSError):
            readline.read_history_file(file)
    try:
        yield
    finally:
        if readline is not None:
            with contextlib.suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                readline.set_history_length(1000)
                readline.write_history_file(file)


class Clock:
    """What the game has waited for its timed input, in tenths of a second of the machine's clock."""

    def __init__(self, session: zork_tt.Session) -> None:
        self.game = session.game
        self.counted = time.monotonic()

    def left(self) -> float | None:
        """Seconds until the input's time is over; None: it is not timed."""
        if self.game.time_left == 0:
            return None
        return max(0.0, self.counted + self.game.time_left / 10 - time.monotonic())

    def tick(self) -> None:
        """Tell the game of the tenths that have gone by since the last tick."""
        tenths = int((time.monotonic() - self.counted) * 10 + 0.01)
        self.counted += tenths / 10
        # What the machine slept through, or the routine took, is not made up for.
        self.game.elapse(min(tenths, self.game.time_left))


class Keyboard:
    """Reads what the player types while the game's time goes on.

    Args:
        session: The game whose input it is.
        run: Lets the game run to its next input and returns its text.
    """

    def __init__(self, session: zork_tt.Session, run: Callable[[], str]) -> None:
        self.session = session
        self.game = session.game
        self.run = run
        self.prompt = ""
        self.is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._clock = Clock(session)
        self._is_reading = False

    def show(self, text: str) -> None:
        """Print a text; its last line is the next input's prompt."""
        whole, _, last = text.rpartition("\n")
        line_end = "\n" if len(whole) < len(text) - len(last) else ""
        sys.stdout.write(self.prompt if line_end and not self._is_reading else "")
        self.prompt = last if line_end else self.prompt + last
        sys.stdout.write(whole + line_end)
        sys.stdout.flush()

    def read(self) -> str | int | None:
        """What the player typed: a line, or a key where the game waits for one; None: the game took no more.

        Raises:
            EOFError, KeyboardInterrupt: The player is leaving.
        """
        if self.game.wants_character and self.is_terminal:
            return self._key()
        return self._line()

    def _line(self) -> str | None:
        self._clock = Clock(self.session)
        before = signal.signal(signal.SIGALRM, self._on_alarm)
        self._is_reading = True
        try:
            self._arm()
            line = input(self.prompt)
            self.prompt = ""
            return line
        except _InputEndedError:
            if self.is_terminal:
                sys.stdout.flush()
            return None
        finally:
            self._is_reading = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def _arm(self) -> None:
        left = self._clock.left()
        signal.setitimer(signal.ITIMER_REAL, 0 if left is None else max(left, 0.001))

    def _on_alarm(self, _: int, frame: FrameType | None) -> None:
        if not self._is_reading:
            return
        inputs = self.game.inputs_read
        self._clock.tick()
        text = self.run()
        is_ended = self.game.inputs_read != inputs or self.game.is_over
        if text:
            # The text begins with the line that is on the screen, as the game printed it.
            if self.is_terminal:
                sys.stdout.write("\r\x1b[K")
            self.show(text)
            if not is_ended:
                self._redraw()
        if is_ended:
            raise _InputEndedError
        self._arm()

    def _redraw(self) -> None:
        """Show the prompt and what has been typed so far."""
        if not self.is_terminal or readline is None:
            sys.stdout.write(self.prompt)
            sys.stdout.flush()
            return
        try:  # Python's readline has no functions for this
            library = ctypes.CDLL(readline.__file__)
            library.rl_set_prompt(self.prompt.encode())
            library.rl_on_new_line()
            library.rl_redisplay()
        except (AttributeError, OSError):  # part of Python itself, or another library
            sys.stdout.write(self.prompt + readline.get_line_buffer())
            sys.stdout.flush()

    def _key(self) -> int | None:
        self._clock = Clock(self.session)
        file = sys.stdin.fileno()
        settings = termios.tcgetattr(file)
        tty.setcbreak(file, termios.TCSADRAIN)  # what was typed before is kept
        try:
            sys.stdout.write(self.prompt)
            sys.stdout.flush()
            while True:
                if select.select([file], [], [], self._clock.left())[0]:
                    self.prompt = ""
                    return self._character(os.read(file, 64).decode("utf-8", "replace"))
                inputs = self.game.inputs_read
                self._clock.tick()
                text = self.run()
                if text:
                    sys.stdout.write("\r\x1b[K")
                    self._is_reading = True
                    self.show(text)
                    self._is_reading = False
                if self.game.inputs_read != inputs or self.game.is_over:
                    return None
                if text:
                    sys.stdout.write(self.prompt)
                    sys.stdout.flush()
        finally:
            termios.tcsetattr(file, termios.TCSADRAIN, settings)

    def _character(self, typed: str) -> int:
        if typed in ("", "\x04"):
            raise EOFError
        return KEYS.get(typed) or KEYS.get(typed[0]) or ord(typed[0])
