"""Games are played as dfrotz plays them, on one core or many, in both tiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import zork_tt

Dfrotz = Callable[[Path, Sequence[str], int], str]

OPENING = ["open mailbox", "read leaflet", "take leaflet", "inventory", "north", "look", "east", "open window", "in"]
FIGHT = ["west", "take lamp", "take sword", "move rug", "open trap door", "turn on lamp", "down", "north"]


def transcript(device: zork_tt.Device, story: Path, commands: Sequence[str], seed: int) -> str:
    """What a game prints for commands, up to its end."""
    with zork_tt.Session(device, story, seed) as session:
        text = session.start()
        for command in commands:
            if session.is_over:
                break
            text += session.command(command)
        return text


@pytest.mark.parametrize("native", [True, False])
def test_zork_is_as_in_dfrotz(zork1: Path, dfrotz: Dfrotz, native: bool) -> None:
    commands = OPENING + FIGHT + ["kill troll with sword"] * 8 + ["diagnose", "score"]
    with zork_tt.init_device(cores=1, native=native) as device:
        assert transcript(device, zork1, commands, 7) == dfrotz(zork1, commands, 7)


@pytest.mark.parametrize(("version", "passed"), [(3, 349), (4, 367), (5, 406), (8, 406)])
def test_every_opcode_works(stories: Path, device: zork_tt.Device, version: int, passed: int) -> None:
    assert f"Passed: {passed}, Failed: 0" in transcript(device, stories / f"czech.z{version}", [], 1)


def test_our_story_is_won(device: zork_tt.Device, walkthrough: list[str], dfrotz: Dfrotz) -> None:
    text = transcript(device, zork_tt.default_story(), walkthrough, 1)
    assert "you scored 50 out of a possible 50" in text
    assert text == dfrotz(zork_tt.default_story(), walkthrough, 1)


def test_batches_are_exact_and_their_texts_add_up(device: zork_tt.Device) -> None:
    story = zork_tt.default_story()
    zork_tt.load_game(device, story, seed=1)
    assert device.game is not None
    whole = zork_tt.Session(device, story, seed=1)
    opening = whole.start()
    text = ""
    for batch in range(1, 100_000):
        text += zork_tt.execute_batch(device, 100)
        if zork_tt.wants_input(device):
            break
        assert device.game.instructions == 100 * batch
    assert text == opening
    assert device.game.instructions == whole.instructions


def test_more_games_than_cores_are_as_single_ones(device: zork_tt.Device, walkthrough: list[str]) -> None:
    commands = walkthrough[:12]
    with zork_tt.sessions(device, count=10, seed=5) as games:
        texts = games.start()
        for command in commands:
            texts = [text + more for text, more in zip(texts, games.step_all([command] * 10), strict=True)]
    assert texts == [transcript(device, zork_tt.default_story(), commands, 5 + i) for i in range(10)]


def test_different_stories_share_a_device(device: zork_tt.Device, zork1: Path) -> None:
    zorks = zork_tt.sessions(device, zork1, count=3, seed=1)
    labs = zork_tt.sessions(device, count=4, seed=1)
    for _ in range(2):
        assert all("mailbox" in text for text in zorks.step_all(["look"] * 3))
        assert all("notice" in text for text in labs.step_all(["look"] * 4))


def test_the_world_is_told(device: zork_tt.Device, zork1: Path) -> None:
    with zork_tt.Session(device, zork1, seed=1) as session:
        session.command("open mailbox")
        session.command("take leaflet")
        room = session.location()
        assert room is not None and room.name == "West of House"
        assert [thing.name for thing in session.inventory()] == ["leaflet"]
        assert len(session.objects()) == 250
        assert (session.score(), session.moves()) == (0, 2)


def test_commands_that_change_something_are_found(device: zork_tt.Device, zork1: Path) -> None:
    with zork_tt.Session(device, zork1, seed=1) as session:
        session.start()
        before = session.get_state(undo=True)
        valid = session.valid_commands()
        assert session.get_state(undo=True) == before
        assert {"north", "south", "west", "open mailbox"} <= set(valid)
        assert not {"east", "wait", "look", "hello"} & set(valid)
    with zork_tt.Session(device, seed=1) as session:
        session.command("east")
        valid = session.valid_commands()
        assert "west" in valid and any(command.endswith("desk") for command in valid)
        assert "north" not in valid


def test_the_story_saves_and_restores_by_itself(device: zork_tt.Device, zork1: Path) -> None:
    with zork_tt.Session(device, zork1, seed=1) as session:
        assert "Ok." in session.command("save")
        session.command("north")
        assert "Ok." in session.command("restore")
        assert "West of House" in session.command("look")


def test_input_that_is_not_wanted_is_refused(device: zork_tt.Device) -> None:
    with zork_tt.Session(device) as session:
        session.start()
        with pytest.raises(zork_tt.UsageError, match="wants a line, not a character"):
            session.key("x")
        with pytest.raises(zork_tt.UsageError, match="at most 512 are read"):
            session.command("x" * 513)


def test_lines_are_keys_where_keys_are_wanted(
    device: zork_tt.Device, inform: Callable[[str, int], Path], dfrotz: Dfrotz
) -> None:
    story = inform(
        """Array line -> 62;
        [ Main k i;
          for (i = 0 : i < 5 : i++) { print "key?"; @read_char 1 -> k; print k, "^"; }
          line->0 = 60; line->1 = 0; print "line?"; @aread line 0 -> k; print line->1, "^";
          print "key?"; @read_char 1 -> k; print k, "^";
        ];""",
        5,
    )
    commands = ["look", "abc", "four", "", "x"]
    with zork_tt.Session(device, story, seed=1) as session:
        text = session.start() + "".join(session.command(line) for line in commands if not session.is_over)
    assert text == dfrotz(story, commands, 1)
