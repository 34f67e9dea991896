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
from standard_streams import emit

try:
    import readline
except ImportError:  # Python was built without it
    readline = None  # type: ignore[assignment]

KEYS = {
    **{f"\x1b{begin}{letter}": 129 + i for begin in "[O" for i, letter in enumerate("ABDC")},  # cursor keys
    **{f"\x1bO{letter}": 133 + i for i, letter in enumerate("PQRS")},  # F1 to F4
    **{f"\x1b[{number}~": 133 + i for i, number in enumerate((11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24))},
    "\n": 13,
    "\x7f": 8,
}
"""What a terminal sends for keys, and what they are for the Z-machine (Z-Machine Standards 1.1, section 3.8)."""


class _InputEndedError(Exception):
    """The game does not wait for this line any more."""


@contextlib.contextmanager
def history(file: Path) -> Iterator[None]:
    """Keep a history of lines in a file, to which several processes may add."""
    if readline is None:
        yield
        return
    with contextlib.suppress(OSError):
        readline.read_history_file(file)
    before = readline.get_current_history_length()
    # Lines that are pasted are commands, one after another.
    readline.parse_and_bind("set enable-bracketed-paste off")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            readline.set_history_length(1000)
            readline.append_history_file(readline.get_current_history_length() - before, file)


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
        self._answered = ""  # the prompt of a key that was pressed

    def show(self, text: str) -> None:
        """Print a text; its last line is the next input's prompt."""
        if self._answered:
            self._begin_anew(text, self._answered)
            self._answered = ""
        whole, _, last = text.rpartition("\n")
        line_end = "\n" if len(whole) < len(text) - len(last) else ""
        begin = self.prompt if line_end and not self._is_reading else ""
        self.prompt = last if line_end else self.prompt + last
        emit(begin + whole + line_end)

    @staticmethod
    def _begin_anew(text: str, line: str) -> None:
        """Make room for a text that comes when a line without end is on the screen: often it begins with that line."""
        emit("\r\x1b[K" if text.startswith(line) else "\n")

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
            with _returns(self._show_line):
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
            if self.is_terminal:
                self._begin_anew(text, self.prompt)
            self.show(text)
            if not is_ended:
                self._redraw()
        if is_ended:
            raise _InputEndedError
        self._arm()

    def _show_line(self) -> None:
        if not self.is_terminal or readline is None:
            return
        with contextlib.suppress(AttributeError, OSError):
            library = ctypes.CDLL(readline.__file__)
            library.rl_deprep_terminal()
            library.rl_prep_terminal(0)
        self._redraw()

    def _redraw(self) -> None:
        """Show the prompt and what has been typed so far."""
        if not self.is_terminal or readline is None:
            emit(self.prompt)
            return
        try:  # Python's readline has no functions for this
            library = ctypes.CDLL(readline.__file__)
            library.rl_set_prompt(self.prompt.encode())
            library.rl_on_new_line()
            library.rl_redisplay()
        except (AttributeError, OSError):  # part of Python itself, or another library
            emit(self.prompt + readline.get_line_buffer())

    def _key(self) -> int | None:
        self._clock = Clock(self.session)
        file = sys.stdin.fileno()
        settings = termios.tcgetattr(file)
        tty.setcbreak(file, termios.TCSADRAIN)  # what was typed before is kept
        try:
            emit(self.prompt)
            while True:
                with _returns(lambda: self._show_key_prompt(file)):
                    is_typed = select.select([file], [], [], self._clock.left())[0]
                if is_typed:
                    key = _read_key(file)
                    self._answered, self.prompt = self.prompt, ""
                    return key
                inputs = self.game.inputs_read
                self._clock.tick()
                text = self.run()
                if text:
                    self._begin_anew(text, self.prompt)
                    self._is_reading = True
                    self.show(text)
                    self._is_reading = False
                if self.game.inputs_read != inputs or self.game.is_over:
                    return None
                if text:
                    emit(self.prompt)
        finally:
            termios.tcsetattr(file, termios.TCSADRAIN, settings)

    def _show_key_prompt(self, file: int) -> None:
        tty.setcbreak(file, termios.TCSADRAIN)
        emit(self.prompt)


@contextlib.contextmanager
def _returns(show: Callable[[], None]) -> Iterator[None]:
    """Show what is on the screen again after Ctrl-Z and fg; shells change the terminal's settings meanwhile."""
    signal.sigtimedwait([signal.SIGCONT], 0)  # those of before need nothing
    before = signal.signal(signal.SIGCONT, lambda *_: show())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCONT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCONT])
        signal.signal(signal.SIGCONT, before)


def _read_key(file: int) -> int:
    """The key whose bytes wait in a terminal; what was typed after it is left there.

    Raises:
        EOFError: The terminal is closed, or Ctrl-D was pressed.
    """
    typed = os.read(file, 1)
    if typed in (b"", b"\x04"):
        raise EOFError
    if typed == b"\x1b":  # a key that sends several characters, all at once
        while len(typed) < 8 and not _is_whole_key(typed) and select.select([file], [], [], 0)[0]:
            typed += os.read(file, 1)
    else:
        encoding = sys.stdin.encoding
        while len(typed) < 4 and not typed.decode(encoding, "ignore") and select.select([file], [], [], 0)[0]:
            typed += os.read(file, 1)
    text = typed.decode(sys.stdin.encoding, "replace")
    return KEYS.get(text) or ord(text[0])


def _is_whole_key(typed: bytes) -> bool:
    """Whether ESC and what follows is all that a key sends: ESC O LETTER, or ESC [ NUMBERS and a last character."""
    if typed[1:2] == b"O":
        return len(typed) == 3
    return len(typed) > 1 if typed[1:2] != b"[" else len(typed) > 2 and 0x40 <= typed[-1] <= 0x7E
