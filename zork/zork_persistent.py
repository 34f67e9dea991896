"""Plays Z-machine games on the simulated card, in the terminal or from a script; the game outlives the process.

After every command the game is written to a session file, atomically; the next start goes on from there. Commands of this
program begin with a slash; /help lists them.

Exit status: 0; 1: the story failed, or something that was asked for could not be done (in a script, one of its lines); 2: an
argument is wrong; 130: Ctrl-C stopped a script.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import many_games
import slash_commands
import zork_tt
from player import Answer, Player, with_problems
from session_files import check_file, describe, held, session_folder
from standard_streams import OutputError, check, complain, emit, input_lines, prepare
from typed_input import Keyboard, history
from zork_tt._zork_tt import Story


def attempt(player: Player, typed: str | int) -> Answer:
    """Play a line or press a key."""
    transcript = player.transcript
    answer = player.answer(
        lambda: player.press(typed) if isinstance(typed, int) else slash_commands.play(player, typed)
    )
    if player.transcript is transcript:
        player.write(with_problems(answer) if isinstance(typed, int) else f"{typed}\n{with_problems(answer)}")
    return answer


def play_script(player: Player, opening: Answer, lines: Iterable[tuple[str, str]]) -> int:
    """Play a script's lines, each with its place, and print the transcript; the exit status."""
    status = 0

    def show(answer: Answer, place: str) -> None:
        nonlocal status
        emit(answer.lines())
        for problem in answer.problems:
            complain(f"{place}{problem}")
            status = 1
        emit(answer.prompt())

    show(opening, "")
    if not is_left(player):
        for place, line in lines:
            emit(f"{line}\n")
            show(attempt(player, line), f"{place}: ")
            if is_left(player):
                break
    emit("\n")
    return status


def is_left(player: Player) -> bool:
    """Whether no more lines are read."""
    return player.is_done or player.has_failed or player.session.is_over


def play_typed(player: Player, opening: Answer) -> int:
    """Let the player type until the game is over or he leaves; the exit status."""
    keyboard = Keyboard(player.session, player.go_on)
    keyboard.show(with_problems(opening))
    with history(session_folder() / "history") if keyboard.is_terminal else contextlib.nullcontext():
        # At a terminal the player goes on with the game as it was before its story failed.
        while not is_left(player) or (player.has_failed and keyboard.is_terminal and not player.session.is_over):
            try:
                typed = keyboard.read()
            except (EOFError, KeyboardInterrupt):
                keyboard.prompt = "\n" if keyboard.is_terminal else ""  # what it was is on the screen
                break
            if typed is None:
                continue
            try:
                answer = attempt(player, typed)
            except KeyboardInterrupt:
                answer = player.stopped()
            try:
                keyboard.show(with_problems(answer))
            except KeyboardInterrupt:  # of a text that is too long to be read
                keyboard.show(f"\n(The rest of the text is left out.)\n{answer.prompt()}")
    emit(keyboard.prompt if keyboard.is_terminal else f"{keyboard.prompt}\n")
    return 1 if player.has_failed and (player.session.is_over or not keyboard.is_terminal) else 0


def default_session(story: Path) -> Path:
    """The session file of a story: another release is another game.

    Raises:
        OSError, StoryError: The story cannot be read, or is none.
    """
    opened = Story.open(str(story))
    serial = "".join(letter for letter in opened.serial if letter.isalnum())
    return session_folder() / f"{story.stem}-{opened.release}-{serial}-{opened.checksum:04x}.session"


def read_script(name: str) -> Iterator[tuple[str, str]]:
    """A script's lines, each with its place."""
    if name == "-":
        return ((f"standard input, line {number}", line) for number, line in enumerate(input_lines(), 1))
    path = Path(name)
    if path.is_dir():
        check_file(path)
    *lines, rest = path.read_text(encoding="utf-8-sig").split("\n")
    return ((f"{name}, line {number}", line) for number, line in enumerate([*lines, *([rest] if rest else [])], 1))


def read_arguments() -> argparse.Namespace:
    """The program's arguments, checked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", nargs="?", type=Path, help="a story file (default: the one that comes with Tenon)")
    parser.add_argument(
        "--script", help="read commands from FILE (-: standard input) and write the transcript", metavar="FILE"
    )
    parser.add_argument(
        "--seed",
        type=int,
        help="of the random numbers of a game that begins, as dfrotz -s (default: the system's); "
        "with --games, game i, from 0, has seed + i",
    )
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
    if options.games > 1 and options.session is not None:
        parser.error("--session is for one game, not for --games")
    return options


def play(options: argparse.Namespace) -> int:
    """Play as the arguments say; the exit status."""
    check(reads=options.script in (None, "-"))
    story = options.story or zork_tt.default_story()
    session_file = options.session or (None if options.script else default_session(story))
    if not options.session and not options.script:  # files that are named need a folder that is there
        with contextlib.suppress(OSError):
            session_folder().mkdir(parents=True, exist_ok=True)
    lines = None if options.script is None else read_script(options.script)
    with zork_tt.init_device(cores=1 if options.games == 1 else 0) as device:
        if options.games > 1:
            return many_games.play(device, story, options.games, options.seed, lines or [])
        with held(session_file), zork_tt.Session(device, story, options.seed) as session:
            player = Player(session, options.batch, session_file)
            opening = player.begin(options.seed)
            status = play_typed(player, opening) if lines is None else play_script(player, opening, lines)
            for problem in player.leave():
                complain(problem)
                status = status or int(lines is not None)
            return status


def main() -> int:
    """Play; the exit status."""
    prepare()
    options = read_arguments()
    try:
        return play(options)
    except UnicodeDecodeError as error:
        script = "standard input" if options.script == "-" else options.script
        complain(f"{script} is no text in UTF-8: {error}")
    except (zork_tt.ZorkError, OSError, ValueError, OutputError) as error:
        complain(describe(error))
    except KeyboardInterrupt:
        complain("interrupted")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
