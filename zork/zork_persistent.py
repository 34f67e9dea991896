"""Plays Z-machine games on the simulated card, in the terminal or from a script; the game outlives the process.

After every command the game is written to a session file, atomically; the next start goes on from there. Commands of this
program begin with a slash; /help lists them.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import fcntl
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import zork_tt
from typed_input import Keyboard, history

HELP = """/save [FILE]        write a save file (Quetzal, as frotz reads it); its folder has to be there
/restore [FILE]     go on from a save file
/undo               take the last command back
/fork               remember this moment; /fork back returns to it
/transcript [FILE]  write what follows to a file as well; again: end
/state              where the game is, and its state's hash
/wait TENTHS        let tenths of a second go by, for timed input
/new                begin the game anew
/quit               leave; the next start goes on here
/help               this list
Everything else goes to the game."""
UNDO_LEVELS = 200
MOST_INSTRUCTIONS = 20_000_000
"""What one command may take: a story that never asks for input ends there."""


def session_folder() -> Path:
    """Where session files, history and save files are."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "tenon" / "zork"


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it holds the old or the new bytes, whatever happens meanwhile."""
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, f"there is no folder {path.parent}", str(path))
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


@contextlib.contextmanager
def held(session_file: Path | None) -> Iterator[None]:
    """Keep other processes from playing the same session; what this one holds ends with it, however it ends."""
    if session_file is None:
        yield
        return
    path = session_file.with_name(f"{session_file.name}.lock")
    try:
        # The session file is replaced again and again, so another file is locked; it stays, as somebody may wait for it.
        lock = path.open("a+", encoding="ascii")
    except OSError:  # then the session cannot be written either, which is said after each command
        yield
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise OSError(
                f"the session file {session_file} is in use by process {lock.read().strip() or 'unknown'}; "
                "--session FILE names another"
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


class Player:
    """A game with what the player can do about it."""

    def __init__(self, session: zork_tt.Session, story: Path, batch: int, session_file: Path | None) -> None:
        self.session = session
        self.story = story
        self.batch = batch
        self.session_file = session_file
        self.past: list[bytes] = []
        self.moment: bytes | None = None
        self.beginning = session.get_state()
        self.transcript: Path | None = None
        self.is_done = False
        # Without a session file, what the story saves by itself stays in this process.
        if session_file is not None:
            session.game.keep_saves(self._keep_save, self._kept_save)
            session.game.keep_tables(self._keep_table, self._kept_table)
        self.commands: dict[str, Callable[[str], str]] = {
            "save": self.save,
            "restore": self.restore,
            "undo": self.undo,
            "fork": self.fork,
            "transcript": self.toggle_transcript,
            "state": self.state,
            "wait": self.wait,
            "new": self.new,
            "quit": self.quit,
            "help": lambda _: HELP + "\n>",
        }

    def resume(self) -> bool:
        """Go on from the session file; whether there is one that fits."""
        if self.session_file is None or not self.session_file.exists():
            return False
        try:
            self.session.set_state(self.session_file.read_bytes())
        except zork_tt.StateError as error:
            raise OSError(
                f"the session file {self.session_file} stays as it is: {error}; "
                "--session FILE names another, or move it away to begin anew"
            ) from error
        return True

    def keep(self) -> None:
        """Write the session file."""
        if self.session_file is None:
            return
        try:
            write_atomically(self.session_file, self.session.get_state(undo=True))
        except OSError as error:
            raise OSError(
                f"the session file {self.session_file} cannot be written ({error.strerror}); --session FILE names another"
            ) from error

    def run(self) -> str:
        """Run to the next input, in batches, as far as a command may."""
        text = ""
        game = self.session.game
        end = game.instructions + MOST_INSTRUCTIONS
        while not game.wants_input and not game.is_over:
            if game.instructions >= end:
                return (
                    f"{text}{game.take_text()}\nThe game has not asked for input after {MOST_INSTRUCTIONS:,} "
                    "Z-instructions; it goes on when you enter a line.\n>"
                )
            game.run(min(self.batch, end - game.instructions))
            text += game.take_text()
        return text + game.take_text()

    def play(self, line: str) -> str:
        """Do what a line says, and return the answer."""
        if line.startswith("/"):
            name, _, rest = line[1:].partition(" ")
            command = self.commands.get(name)
            if command is None:
                return f"There is no command /{name}; /help lists them.\n>"
            return command(rest.strip())
        try:
            line.encode("utf-8")
        except UnicodeEncodeError:
            return "That line is no text in UTF-8; the game did not get it.\n>"
        self._remember()
        self.session.game.send_line(line)
        return self._answer(f"{line}\n")

    def press(self, key: int) -> str:
        """Press a key, a ZSCII code, and return the answer."""
        self._remember()
        self.session.game.send_character(key)
        return self._answer("")

    def go_on(self) -> str:
        """Run after time went by, and return what the game printed."""
        inputs = self.session.game.inputs_read
        self.session.game.run(self.batch)
        text = self.run()
        if text or self.session.game.inputs_read != inputs:
            return self._kept(text, text)
        return text

    def _remember(self) -> None:
        self.past = [*self.past[1 - UNDO_LEVELS :], self.session.get_state()]

    def _answer(self, typed: str) -> str:
        self.session.game.run(self.batch)
        text = self.run()
        return self._kept(text, typed + text)

    def _kept(self, text: str, written: str) -> str:
        """Write session and transcript; the text, and behind it what could not be written."""
        for write in (self.keep, lambda: self._write(written)):
            try:
                write()
            except OSError as error:
                text += f"\n{error}\n>"
        return text

    def _write(self, text: str) -> None:
        """Add to the transcript."""
        if self.transcript is not None:
            with self.transcript.open("a", encoding="utf-8") as file:
                file.write(text)

    def wait(self, tenths: str) -> str:
        """Let time go by."""
        if not tenths.isdecimal():
            return "/wait wants tenths of a second.\n>"
        self.session.game.elapse(int(tenths))
        return self.go_on()

    def _keep_save(self, file: bytes) -> bool:
        """Write the file that the story saves by itself; whether that worked."""
        try:
            write_atomically(self._file(""), file)
        except OSError as error:
            print(f"{error}", file=sys.stderr)
            return False
        return True

    def _kept_save(self) -> bytes | None:
        path = self._file("")
        return path.read_bytes() if path.exists() else None

    def _table_file(self, name: str) -> Path:
        return self._beside("tables") / name

    def _keep_table(self, name: str, table: bytes) -> bool:
        """Write a table that the story saves; whether that worked."""
        try:
            path = self._table_file(name)
            path.parent.mkdir(exist_ok=True)
            write_atomically(path, table)
        except OSError as error:
            print(f"{error}", file=sys.stderr)
            return False
        return True

    def _kept_table(self, name: str) -> bytes | None:
        path = self._table_file(name)
        return path.read_bytes() if path.exists() else None

    def _beside(self, ending: str) -> Path:
        """The path of what belongs to the session."""
        if self.session_file is None:
            raise OSError("a script has no save file of its own; name one")
        return self.session_file.with_name(f"{self.session_file.name.removesuffix('.session')}.{ending}")

    def _file(self, name: str) -> Path:
        return Path(name) if name else self._beside("qzl")

    def save(self, name: str) -> str:
        """Write a save file."""
        path = self._file(name)
        write_atomically(path, self.session.save())
        return f"Saved to {path}.\n>"

    def restore(self, name: str) -> str:
        """Go on from a save file."""
        before = self.session.get_state()
        text = self.session.restore(self._file(name).read_bytes())
        self.past.append(before)
        self.keep()
        return text

    def undo(self, _: str) -> str:
        """Take the last command back."""
        if not self.past:
            return "There is nothing to take back.\n>"
        self.session.set_state(self.past.pop())
        self.keep()
        return "Taken back.\n" + self._look()

    def fork(self, rest: str) -> str:
        """Remember this moment, or return to it."""
        if rest == "back":
            if self.moment is None:
                return "No moment is remembered; /fork remembers one.\n>"
            self.past.append(self.session.get_state())
            self.session.set_state(self.moment)
            self.keep()
            return "Back.\n" + self._look()
        self.moment = self.session.get_state(undo=True)
        return "Remembered; /fork back returns to this moment.\n>"

    def _look(self) -> str:
        return self.session.fork().command("look")

    def toggle_transcript(self, name: str) -> str:
        """Begin or end a transcript."""
        if self.transcript is not None:
            ended, self.transcript = self.transcript, None
            return f"The transcript {ended} is done.\n>"
        transcript = Path(name) if name else Path(f"{self.story.stem}.txt")
        transcript.open("a", encoding="utf-8").close()  # an error is told now
        self.transcript = transcript
        return f"What follows goes to {self.transcript} as well.\n>"

    def state(self, _: str) -> str:
        """Say where the game is."""
        session = self.session
        room = session.location()
        held = ", ".join(thing.name for thing in session.inventory()) or "nothing"
        return (
            f"place {room.name if room else '?'}; score {session.score()}, turn {session.moves()}; carried: {held}\n"
            f"state {session.state_hash():016x}, {len(session.get_state())} bytes; "
            f"{session.instructions:,} Z-instructions executed\n>"
        )

    def new(self, _: str) -> str:
        """Begin anew."""
        self.session.set_state(self.beginning)
        self.past.clear()
        text = self.run()
        self.keep()
        return text

    def quit(self, _: str) -> str:
        """Leave."""
        self.is_done = True
        self.keep()
        return ""


def attempt(player: Player, typed: str | int) -> str:
    """Play a line or press a key; errors are answers."""
    try:
        return player.press(typed) if isinstance(typed, int) else player.play(typed)
    except (zork_tt.ZorkError, OSError) as error:
        player.is_done = player.is_done or player.session.game.is_over
        return f"{error}\n>"


def play_script(player: Player, text: str, lines: list[str]) -> None:
    """Play a script's lines and print the transcript."""
    print(text, end="", flush=True)
    for line in lines:
        print(line)
        print(attempt(player, line), end="", flush=True)
        if player.is_done or player.session.is_over:
            break
    print()


def play_typed(player: Player, text: str) -> None:
    """Let the player type until the game is over or he leaves."""
    keyboard = Keyboard(player.session, player.go_on)
    keyboard.show(text)
    with history(session_folder() / "history"):
        while not player.is_done and not player.session.is_over:
            try:
                typed = keyboard.read()
            except (EOFError, KeyboardInterrupt):
                break
            if typed is not None:
                keyboard.show(attempt(player, typed))
    print(keyboard.prompt)


def play_side_by_side(device: zork_tt.Device, story: Path, options: argparse.Namespace, lines: list[str]) -> int:
    """Let many games take the script's commands; the transcript of the first, and whether all are equal."""
    with zork_tt.sessions(device, story, count=options.games, seed=options.seed) as games:
        print(games.start()[0], end="")
        for line in lines:
            if all(game.is_over for game in games):
                break
            texts = games.step_all([line] * len(games))
            print(line)
            print(texts[0], end="")
        different = sum(game.state_hash() != games[0].state_hash() for game in games)
        steps = sum(game.instructions for game in games)
    print(
        f"\n{options.games} games on {device.card.cores} cores, {steps:,} Z-instructions; "
        f"{different} games differ from the first",
        file=sys.stderr,
    )
    return 0


def main() -> int:
    """Play."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", nargs="?", type=Path, help="a story file (default: the one that comes with Tenon)")
    parser.add_argument("--script", type=Path, help="read commands from FILE and write the transcript", metavar="FILE")
    parser.add_argument("--seed", type=int, help="of the random numbers, as dfrotz -s")
    parser.add_argument("--batch", type=int, default=100_000, help="Z-instructions a batch (default: 100000)")
    parser.add_argument("--games", type=int, default=1, help="with --script: so many games side by side (default: 1)")
    parser.add_argument(
        "--session",
        type=Path,
        help="the session file (default: one for each story; none with --script)",
        metavar="FILE",
    )
    options = parser.parse_args()
    if options.batch < 1 or options.games < 1:
        parser.error("--batch and --games want a number from 1 on")
    if options.seed is not None and not 0 <= options.seed < 2**32:
        parser.error(f"--seed wants a number from 0 to {2**32 - 1}")
    if options.games > 1 and options.script is None:
        parser.error("--games wants --script")
    story = options.story or zork_tt.default_story()
    session_file = options.session or (None if options.script else session_folder() / f"{story.stem}.session")
    try:
        if not options.session and not options.script:  # files that are named need a folder that is there
            with contextlib.suppress(OSError):
                session_folder().mkdir(parents=True, exist_ok=True)
        lines = options.script.read_text(encoding="utf-8").splitlines() if options.script else None
        with zork_tt.init_device(cores=1 if options.games == 1 else 0) as device:
            if options.games > 1:
                return play_side_by_side(device, story, options, lines or [])
            with held(session_file), zork_tt.Session(device, story, options.seed) as session:
                player = Player(session, story, options.batch, session_file)
                if player.resume():
                    print(f"(going on from {session_file}; /new begins anew)")
                    text = player._look()
                else:
                    text = player.run()
                if lines is None:
                    play_typed(player, text)
                else:
                    play_script(player, text, lines)
                if session.is_over and session_file is not None:
                    session_file.unlink(missing_ok=True)
    except UnicodeDecodeError as error:
        print(f"zork_persistent.py: {options.script} is no text in UTF-8: {error}", file=sys.stderr)
        return 1
    except (zork_tt.ZorkError, OSError) as error:
        print(f"zork_persistent.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("zork_persistent.py: interrupted", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
