"""Commands that change something: the same on any number of cores, and what the grammar asks for is there."""

from __future__ import annotations

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
