"""Commands that change something: the same on any number of cores, and what the grammar asks for is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import zork_tt


def test_any_number_of_cores_finds_the_same(walkthrough: list[str]) -> None:
    found = []
    for cores in (1, 4):
        with zork_tt.init_device(cores=cores) as device, zork_tt.Session(device, seed=1) as session:
            for command in walkthrough[:10]:
                session.command(command)
            before = session.get_state(undo=True)
            found.append(session.valid_commands())
            assert session.get_state(undo=True) == before
            assert session.valid_commands() == found[-1]  # kept by state
    assert found[0] == found[1]
    assert "take torch" in found[0]


def test_other_games_stay_as_they_are(device: zork_tt.Device, walkthrough: list[str]) -> None:
    with zork_tt.sessions(device, count=6, seed=1) as games:
        games.start()
        for command in walkthrough[:5]:
            games.step_all([command] * len(games))
        before = [game.state_hash() for game in games]
        games[2].valid_commands()
        assert [game.state_hash() for game in games] == before


def test_what_is_put_somewhere_is_held(device: zork_tt.Device, walkthrough: list[str]) -> None:
    with zork_tt.Session(device, seed=1) as session:
        for command in walkthrough[:7]:  # in the kitchen: a tube on a shelf, the badge in the hand
            session.command(command)
        assert [each.name for each in session.inventory()] == ["badge"]
        commands = session.valid_commands()
    assert "put badge on shelf" in commands
    assert not [each for each in commands if each.startswith("put tube")]


def test_each_of_them_changes_the_game(device: zork_tt.Device) -> None:
    with zork_tt.Session(device, seed=1) as session:
        session.start()
        session.command("e")
        commands = session.valid_commands()
        assert "search desk" in commands
        for command in commands:
            copy = session.fork()
            copy.command(command)
            assert copy.objects() != session.objects(), command


def test_of_commands_that_come_to_the_same_the_plainest_is_told(device: zork_tt.Device) -> None:
    with zork_tt.Session(device, seed=1) as session:
        session.start()
        session.command("e")
        session.command("open drawer")
        assert session.valid_commands() == ["west", "take badge", "close desk", "empty desk"]
        every = session.valid_commands(every=True)
        assert {"take badge from desk", "remove badge", "out"} & set(every)
        assert set(session.valid_commands()) < set(every)


def outcome(session: zork_tt.Session, command: str) -> list[object]:
    """Where all objects are after a command, and what they are like; of the player, where it is."""
    copy = session.fork()
    copy.command(command)
    player = copy.game.player()
    assert player is not None
    return [
        (each.parent, each.sibling, each.child, None if each.number == player.number else each.attributes)
        for each in copy.objects()
    ]


def test_commands_of_zork_change_something_each_in_its_own_way(device: zork_tt.Device, zork1: Path) -> None:
    with zork_tt.Session(device, zork1, seed=1) as session:
        session.start()
        assert session.valid_commands() == ["north", "south", "west", "open mailbox"]
        for command in ("open mailbox", "take leaflet", "n", "e", "open window", "w"):
            session.command(command)
        commands = session.valid_commands()
        assert {"east", "west", "up", "take sack", "take bottle", "open sack", "put leaflet on table"} <= set(commands)
        outcomes = [outcome(session, command) for command in commands]
        assert outcome(session, "wait") not in outcomes
        assert all(each not in outcomes[:number] for number, each in enumerate(outcomes))
        every = session.valid_commands(every=True)
        assert set(commands) < set(every)
        assert all(outcome(session, command) in outcomes for command in every)
        for command in ("w", "move rug"):
            session.command(command)
        assert "open trapdoor" in session.valid_commands()


def test_in_the_dark_the_player_is_where_he_was(device: zork_tt.Device) -> None:
    with zork_tt.Session(device, seed=1) as session:
        for command in ("e", "open desk", "take badge", "w", "n", "e", "take screwdriver", "d"):
            text = session.command(command)
        assert "darkness" in text.lower()
        room = session.location()
        assert room is not None
        assert room.name not in ("Darkness", "(darkness object)")
        assert {thing.name for thing in session.inventory()} == {"badge", "screwdriver"}
        assert {"north", "drop badge", "drop screwdriver"} <= set(session.valid_commands())


def both_ways(session: zork_tt.Session) -> list[str]:
    """The commands that are found behind the parser, which have to be those that whole lines find."""
    commands: list[str] = session.game.valid_commands(every=True)
    assert commands == session.game.valid_commands(every=True, only_whole=True)
    assert session.valid_commands() == session.game.valid_commands(only_whole=True)
    return commands


def test_behind_the_parser_is_found_what_whole_lines_find(device: zork_tt.Device, walkthrough: list[str]) -> None:
    with zork_tt.Session(device, seed=1) as session:
        for number, command in enumerate(walkthrough[:32]):
            session.command(command)
            if number % 4 == 1:
                both_ways(session)


@pytest.mark.parametrize(
    ("version", "before"),
    [(5, ""), (8, "!% -~S\nConstant Grammar__Version 1;\n")],
    ids=["strict", "first grammar"],
)
def test_of_all_kinds_of_sentences(
    device: zork_tt.Device, root: Path, inform: Callable[[str, int], Path], version: int, before: str
) -> None:
    source = (root / "tests" / "zork" / "house.inf").read_text(encoding="ascii")
    first, rest = source.split("\n", 1)
    story = inform(f"{first}\n{before}{rest}", version)
    with zork_tt.Session(device, story, seed=1) as session:
        session.start()
        found = set(both_ways(session))
        for commands in HOUSE:
            for command in commands:
                session.command(command)
            found |= set(both_ways(session))
    assert found >= {
        "take key",  # another one than the parser takes where it is examined
        "unlock door with key",
        "give butler key",
        "bless key over chest",  # the parser turns them round
        "attack glass",  # which only this verb does
        "rub bush",  # and the turn's end then
        "brush coat",
        "chip bottle",
        "drop lamp",  # in the dark too
    }


HOUSE = [
    ["open chest", "take coat", "take brass key"],
    ["take lamp", "unlock oak door with brass key", "open oak door", "e"],
    ["sit on chair"],
    ["stand", "w", "d"],  # dark
    ["turn on lamp", "take bottle"],
    ["u", "n"],
    ["rub bush"],
    ["call cat", "put lamp in fountain", "wear coat"],
]
"""Commands in a house, after which both ways are compared."""
