"""A game in the terminal or a script: it runs, can be taken back, and outlives the process in its session file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import zork_tt
from session_files import check_file, describe, read_file, write_atomically, write_save
from zork_tt._zork_tt import Game

UNDO_LEVELS = 200
PROMPT = ">"
"""What is shown where the game has not asked for input."""


class RefusedError(Exception):
    """What the player wants cannot be done; the message says why."""


@dataclass
class Answer:
    """What came of a line."""

    text: str
    """What is shown; its last line, maybe empty, is the next input's prompt."""
    problems: list[str]
    """What could not be done, each a line."""

    def lines(self) -> str:
        """All but the prompt."""
        return self.text[: len(self.text) - len(self.prompt())]

    def prompt(self) -> str:
        """The next input's prompt."""
        return self.text.rpartition("\n")[2]


@dataclass(frozen=True)
class Moment:
    """What a game goes back to."""

    state: bytes
    prompt: str


class Transcript:
    """What is shown, in a file as well."""

    def __init__(self, path: Path) -> None:
        if path.exists() or not path.parent.is_dir():
            check_file(path)
        path.open("a", encoding="utf-8").close()  # an error is told now
        self.path = path

    def write(self, text: str) -> None:
        """Add to the file."""
        try:
            with self.path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(text)
        except OSError as error:
            raise OSError(
                f"the transcript {self.path} ends here, as it cannot be written ({error.strerror})"
            ) from error


class Player:
    """A game with what the player can do about it.

    Args:
        session: The game, not begun.
        batch: Z-instructions that are run at once.
        session_file: Where the game is kept after every command; None: nowhere.
    """

    def __init__(self, session: zork_tt.Session, batch: int, session_file: Path | None) -> None:
        self.session = session
        self.batch = batch
        self.session_file = session_file
        self.prompt = ""
        self.past: list[Moment] = []
        self.fork: Moment | None = None
        self.transcript: Transcript | None = None
        self.is_done = False
        """Whether the player leaves."""
        self.has_failed = False
        """Whether the story did something impossible in the last answer."""
        self._kept = b""
        self.beginning = self.moment()
        self.problems: list[str] = []
        self._printed = ""
        self._told = ""
        # Without a session file, what the story saves by itself stays in this process.
        if session_file is not None:
            self.game.keep_saves(self._keep_save, self._kept_save)
            self.game.keep_tables(self._keep_table, self._kept_table)

    # --- The game

    @property
    def game(self) -> Game:
        """What the session is made of."""
        return self.session.game  # not kept here: it has methods of this object, and would never go

    def begin(self, seed: int | None) -> Answer:
        """Go on from the session file, or begin the game.

        Raises:
            OSError: The session file does not fit; it stays as it is.
        """
        if not self._resume():
            return self.answer(self.run, begins=True)
        note = f"; --seed {seed} is for games that begin: /new begins one" if seed is not None else "; /new begins anew"
        return self.answer(lambda: f"(going on from {self.session_file}{note})\n{self.look()}")

    def enter(self, line: str) -> str:
        """Give the game a line, or a key where it waits for one, and return what it prints.

        Raises:
            ZorkError, RefusedError: It could not take it, or failed; it is as it was before.
        """
        try:
            line.encode()
        except UnicodeEncodeError:
            raise RefusedError("That line is no text in UTF-8; the game did not get it.") from None
        if self.game.wants_character:
            return self.press(ord(line[0]) if line else 13)
        if not self.game.wants_input and not line:
            return self.change(lambda: None)  # on to its question
        return self.change(lambda: self.game.send_line(line))

    def press(self, key: int) -> str:
        """Press a key (Unicode, or ZSCII), as `enter`."""
        return self.change(lambda: self.game.send_character(key))

    def change(self, begin: Callable[[], None]) -> str:
        """Begin something and run to the next input; the text. /undo takes it back, and so does an error, or Ctrl-C."""
        before = self.moment()
        try:
            begin()
            text = self.run()
        except BaseException:
            self.put_back(before)
            raise
        self.remember(before)
        return text

    def run(self) -> str:
        """Run to the next input, in batches, as far as a command may; the text.

        Raises:
            GameError: The story did something impossible; what was printed before is kept for `answer`.
        """
        game = self.game
        end = game.instructions + self.session.limit
        try:
            while game.instructions < end:
                limit = min(self.batch, end - game.instructions)
                if game.run(limit) < limit:
                    break
        finally:
            if not game.wants_input:
                game.show()
            self._printed += game.take_text()
        if self.session.is_cut_off:
            self.problems.append(
                f"The game has not asked for input after {self.session.limit:,} Z-instructions. "
                "It goes on with the next line, which may be empty."
            )
            return whole_lines(self._take()) + PROMPT
        return self._take()

    def _take(self) -> str:
        text, self._printed = self._printed, ""
        return text

    def answer(self, work: Callable[[], str], begins: bool = False) -> Answer:
        """Do what returns a text; errors are problems, and what was printed before them is the text.

        Args:
            work: What is done.
            begins: Whether the game is then where nothing was played yet, which is worth no session file.
        """
        self.problems, self.has_failed = [], False
        try:
            text = work()
        except (zork_tt.ZorkError, OSError, RefusedError) as error:
            text = whole_lines(self._take()) + self.prompt
            self.problems.append(describe(error))
            self.has_failed = isinstance(error, zork_tt.GameError)
        if begins:
            self._kept = self.session.get_state(undo=True)
        self.keep()
        self.prompt = Answer(text, []).prompt()
        return Answer(text, self.problems)

    def stopped(self) -> Answer:
        """Say that a command was stopped by Ctrl-C."""
        return Answer(
            whole_lines(self._take()) + self.prompt, ["The command was stopped; the game is as it was before."]
        )

    def go_on(self) -> str:
        """Run after time went by while the player types, and return what is shown; "": nothing."""
        inputs = self.game.inputs_read
        self.problems = []
        try:
            text = self.run()
        except zork_tt.GameError as error:
            text = whole_lines(self._take()) + describe(error) + "\n"
            self.has_failed = True
        if text or self.game.inputs_read != inputs:
            self.keep()
            self.write(text)
        if self.problems:
            text = with_problems(Answer(text, self.problems))
        self.prompt = text.rpartition("\n")[2] if "\n" in text else self.prompt + text
        return text

    def look(self) -> str:
        """Say where the game is, with its prompt."""
        if self.game.wants_character:
            return "The game waits for a key.\n" + self.prompt
        if not self.game.wants_input:
            return "The game has not asked for input; it goes on with the next line, which may be empty.\n" + PROMPT
        try:
            return self.session.fork().command("look")
        except zork_tt.ZorkError:
            return self.prompt or PROMPT

    # --- What can be taken back

    def moment(self) -> Moment:
        """What the game is now."""
        return Moment(self.session.get_state(undo=True), self.prompt)

    def remember(self, moment: Moment) -> None:
        """Let /undo go back to a moment."""
        self.past = [*self.past[1 - UNDO_LEVELS :], moment]

    def put_back(self, moment: Moment) -> None:
        """Go to a moment."""
        self.session.set_state(moment.state)
        self.prompt = moment.prompt

    # --- Its files

    def _resume(self) -> bool:
        """Go on from the session file; whether there is one."""
        if self.session_file is None or not self.session_file.exists():
            return False
        try:
            self.session.set_state(read_file(self.session_file))
        except zork_tt.StateError as error:
            raise OSError(
                f"the session file {self.session_file} stays as it is: {error}; "
                "--session FILE names another, or move it away to begin anew"
            ) from error
        if self.session.is_over:  # nothing to go on with
            self.put_back(self.beginning)
            return False
        self._kept = self.session.get_state(undo=True)
        return True

    def keep(self, again: bool = False) -> None:
        """Write the session file; where the game is over there is none. What is in the way is a problem, told once.

        Args:
            again: Whether it is told again.
        """
        if self.session_file is None or self.session.is_cut_off or (self.has_failed and self.session.is_over):
            return  # a command that has not ended is one that can be lost: it may be one that never ends
        state = self.session.get_state(undo=True)
        if state == self._kept:
            return
        try:
            if self.session.is_over:
                self.session_file.unlink(missing_ok=True)
            else:
                write_atomically(self.session_file, state)
            self._kept, self._told = state, ""
        except OSError as error:
            problem = (
                f"the session file {self.session_file} cannot be written ({error.strerror or error}); "
                "--session FILE names another"
            )
            if again or self._told != problem:
                self.problems.append(problem)
            self._told = problem

    def leave(self) -> list[str]:
        """Do what is left to do at the end; what could not be done."""
        self.problems = []
        self.keep(again=True)
        self.write("\n")
        return self.problems

    def write(self, text: str) -> None:
        """Add to the transcript."""
        if self.transcript is None:
            return
        try:
            self.transcript.write(text)
        except OSError as error:
            self.transcript = None
            self.problems.append(str(error))

    def _keep_save(self, file: bytes) -> bool:
        """Write the file that the story saves by itself; whether that worked."""
        return self._is_written(lambda: write_save(self.beside("qzl"), file))

    def _kept_save(self) -> bytes | None:
        return self._read(self.beside("qzl"))

    def _table_file(self, name: str) -> Path:
        return self.beside("tables") / name

    def _keep_table(self, name: str, table: bytes) -> bool:
        """Write a table that the story saves; whether that worked."""

        def write() -> None:
            path = self._table_file(name)
            path.parent.mkdir(exist_ok=True)
            write_atomically(path, table)

        return self._is_written(write)

    def _kept_table(self, name: str) -> bytes | None:
        return self._read(self._table_file(name))

    def _is_written(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except OSError as error:
            self.problems.append(describe(error))
            return False
        return True

    def _read(self, path: Path) -> bytes | None:
        try:
            return read_file(path) if path.exists() else None
        except OSError as error:
            self.problems.append(describe(error))
            return None

    def beside(self, ending: str) -> Path:
        """The path of what belongs to the session."""
        if self.session_file is None:
            raise OSError("a script has no save file of its own; name one")
        return self.session_file.with_name(f"{self.session_file.name.removesuffix('.session')}.{ending}")


def whole_lines(text: str) -> str:
    """A text whose last line is ended."""
    return text if not text or text.endswith("\n") else text + "\n"


def with_problems(answer: Answer) -> str:
    """An answer's text with its problems, before the prompt."""
    return "".join([answer.lines(), *(f"{problem}\n" for problem in answer.problems), answer.prompt()])
