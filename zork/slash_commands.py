"""Commands of the terminal player, which begin with a slash; /help lists them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from player import Player, RefusedError, Transcript, whole_lines
from session_files import read_file, write_save

MOST_TENTHS = 2**32 - 1


@dataclass(frozen=True)
class Command:
    """What the player can say."""

    does: Callable[[Player, str], str]
    """Gets the game and what stands behind the name; returns what is shown."""
    takes: str
    """What may stand behind the name; "": nothing."""
    summary: str


def play(player: Player, line: str) -> str:
    """Do what a line says, a command of this module's or one for the game, and return what is shown.

    Raises:
        ZorkError, OSError, RefusedError: It cannot be done.
    """
    if not line.startswith("/"):
        return player.enter(line)
    name = line[1:].split(maxsplit=1)[0] if line[1:2].strip() else ""
    argument = line[1 + len(name) :].strip()
    command = COMMANDS.get(name.lower())
    if command is None:
        raise RefusedError(f"There is no command /{name}; /help lists them.")
    if argument and not command.takes:
        raise RefusedError(f"/{name} takes nothing behind it, and has {argument!r} there.")
    return command.does(player, argument)


def _named(argument: str) -> Path:
    """A file's name as it was typed: maybe in quotation marks, maybe in a home folder."""
    quote = argument[0] if argument[0] in "\"'" else ""
    if quote and (len(argument) < 3 or argument[-1] != quote):
        raise RefusedError(f"The file's name begins with {quote} and does not end with it.")
    name = argument[1:-1] if quote else argument
    if "\0" in name:
        raise RefusedError("A file's name has no zero bytes.")
    return Path(os.path.expanduser(name))  # noqa: PTH111 (pathlib's raises errors of its own)


def _said(player: Player, text: str) -> str:
    return f"{text}\n{player.prompt}"


def _save(player: Player, name: str) -> str:
    path = _named(name) if name else player.beside("qzl")
    write_save(path, player.session.save())
    return _said(player, f"Saved to {path}.")


def _restore(player: Player, name: str) -> str:
    path = _named(name) if name else player.beside("qzl")
    file = read_file(path)
    text = player.change(lambda: player.game.restore(file))
    if not player.game.wants_input:
        return text
    player.prompt = text.rpartition("\n")[2]
    return f"Restored from {path}.\n{player.look()}"


def _undo(player: Player, _: str) -> str:
    if not player.past:
        raise RefusedError("There is nothing to take back.")
    player.put_back(player.past.pop())
    return f"Taken back.\n{player.look()}"


def _fork(player: Player, where: str) -> str:
    if not where:
        player.fork = player.moment()
        return _said(player, "Remembered; /fork back returns to this moment.")
    if where != "back":
        raise RefusedError(f"/fork takes nothing behind it, or 'back', and has {where!r} there.")
    if player.fork is None:
        raise RefusedError("No moment is remembered; /fork remembers one.")
    player.remember(player.moment())
    player.put_back(player.fork)
    return f"Back.\n{player.look()}"


def _transcript(player: Player, name: str) -> str:
    before = player.transcript
    if before is None or name:
        transcript = Transcript(_named(name) if name else Path(f"{Path(player.game.name).stem}.txt"))
        transcript.write(player.prompt)
        player.transcript = transcript
        begun = f"What follows goes to {transcript.path} as well."
    else:
        player.transcript, begun = None, ""
    ended = ""
    if before is not None:
        ended = f"The transcript {before.path} is done."
        before.write("\n")
    return _said(player, " ".join(part for part in (ended, begun) if part))


def _state(player: Player, _: str) -> str:
    session = player.session
    room = session.location()
    things = ", ".join(thing.name for thing in session.inventory()) or "nothing"
    return _said(
        player,
        f"place {room.name if room else '?'}; score {session.score()}, turn {session.moves()}; carried: {things}\n"
        f"state {session.state_hash():016x}, {len(session.get_state())} bytes; "
        f"{session.instructions:,} Z-instructions executed",
    )


def _wait(player: Player, tenths: str) -> str:
    if not (tenths.isdecimal() and len(tenths) <= 10 and int(tenths) <= MOST_TENTHS):
        raise RefusedError(f"/wait wants tenths of a second behind it, a number from 0 to {MOST_TENTHS}.")
    if player.game.time_left == 0:
        return _said(player, "What the game waits for is not timed: nothing happens.")
    inputs = player.game.inputs_read
    text = player.change(lambda: player.game.elapse(int(tenths)))
    return text if player.game.inputs_read != inputs or player.session.is_cut_off else whole_lines(text) + player.prompt


def _new(player: Player, _: str) -> str:
    return player.change(lambda: player.put_back(player.beginning))


def _quit(player: Player, _: str) -> str:
    player.is_done = True
    return ""


def _help(player: Player, _: str) -> str:
    forms = {f"/{name} {command.takes}".rstrip(): command.summary for name, command in COMMANDS.items()}
    width = max(map(len, forms))
    lines = [f"{form:{width}}  {summary}" for form, summary in forms.items()]
    return _said(player, "\n".join([*lines, "Everything else goes to the game."]))


COMMANDS = {
    "save": Command(_save, "[FILE]", "write a save file (Quetzal, as frotz reads it); its folder has to be there"),
    "restore": Command(_restore, "[FILE]", "go on from a save file"),
    "undo": Command(_undo, "", "take the last command back, /restore, /new and /fork back too"),
    "fork": Command(_fork, "[back]", "remember this moment; /fork back returns to it"),
    "transcript": Command(_transcript, "[FILE]", "write what follows to a file as well; again: end"),
    "state": Command(_state, "", "where the game is, and its state's hash"),
    "wait": Command(_wait, "TENTHS", "let tenths of a second go by, for timed input"),
    "new": Command(_new, "", "begin the game anew"),
    "quit": Command(_quit, "", "leave; the next start goes on here"),
    "help": Command(_help, "", "this list"),
}
