"""A game whose story fails, loops or ends in the middle of many: it is told, with what was printed, and the others go on."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import zork_tt

SOURCE = """
Array line -> 62;
Global zero = 0;
[ Main key;
  print "Begun.";
  for (::) {
    print "^>";
    line->0 = 60; line->1 = 0;
    @aread line 0 -> key;
    switch (line->2) {
      'f': print "Dividing.^"; @div 1 zero -> key;
      'l': print "Turning.^"; for (::) zero = 0;
      'q': print "Leaving.^"; @quit;
      default: print "Fine.^";
    }
  }
];
"""
DIVISION = r"the story '.*' did something impossible at address 0x[0-9a-f]+: a division by zero"


@pytest.fixture
def story(inform: Callable[[str, int], Path]) -> Path:
    """It fails at `f`, loops at `l` and quits at `q`."""
    return inform(SOURCE, 5)


def test_a_session_tells_what_was_printed_before(device: zork_tt.Device, story: Path) -> None:
    with zork_tt.Session(device, story, limit=10_000) as session:
        assert session.start() == "Begun.\n>"
        state = session.get_state()
        with pytest.raises(zork_tt.GameError, match=DIVISION) as failed:
            session.command("fail")
        assert failed.value.text == "Dividing.\n"
        session.set_state(state)
        assert not session.error
        with pytest.raises(zork_tt.LimitError) as cut:
            session.command("loop")
        assert cut.value.text == "Turning.\n"


def test_a_step_of_many_tells_who_failed_when_all_have_stepped(device: zork_tt.Device, story: Path) -> None:
    with zork_tt.sessions(device, story, count=6, seed=1, limit=10_000) as games:
        games.start()
        with pytest.raises(
            zork_tt.StepError, match=f"{DIVISION} .2 of 6 games failed, the first of them game 1;"
        ) as failed:
            games.step_all(["go", "fail", "go", "loop", "fail", "quit"])
        assert list(failed.value.errors) == [1, 4]
        assert failed.value.errors[4].text == "Dividing.\n"
        fine = "Fine.\n\n>"
        assert failed.value.texts == [
            fine, "Dividing.\n", fine, "Turning.\n", "Dividing.\n", "Leaving.\n",
        ]  # fmt: skip
        assert [game.is_over for game in games] == [False, True, False, False, True, True]
        assert [bool(game.error) for game in games] == [False, True, False, False, True, False]
        assert games.step_all(["go"] * 6) == [fine, "", fine, "", "", ""], "an error is told once"


def test_errors_cross_processes(device: zork_tt.Device, story: Path) -> None:
    with zork_tt.sessions(device, story, count=2, limit=10_000) as games:
        games.start()
        with pytest.raises(zork_tt.StepError) as failed:
            games.step_all(["fail", "go"])
        copy = pickle.loads(pickle.dumps(failed.value))
        assert (str(copy), copy.texts) == (str(failed.value), failed.value.texts)
        assert copy.errors[0].text == "Dividing.\n"
        with pytest.raises(zork_tt.LimitError) as cut:
            games[1].limit = 1_000
            games[1].command("loop")
        assert pickle.loads(pickle.dumps(cut.value)).text == "Turning.\n"


def test_no_game_steps_where_a_command_is_no_line(device: zork_tt.Device, story: Path) -> None:
    with zork_tt.sessions(device, story, count=3, seed=1) as games:
        games.start()
        before = [game.get_state() for game in games]
        for bad, error in (("a" * 1000, zork_tt.UsageError), ("a\nb", zork_tt.UsageError), ("\udcff", ValueError)):
            with pytest.raises(error, match=r"commands?(\[1\]| 1)"):
                games.step_all(["go", bad, "go"])
        assert [game.get_state() for game in games] == before


def test_a_story_that_fails_at_its_begin_is_told_for_all(
    device: zork_tt.Device, inform: Callable[[str, int], Path]
) -> None:
    story = inform('Global zero = 0; [ Main key; print "Hi.^"; @div 1 zero -> key; ];', 5)
    with zork_tt.sessions(device, story, count=3) as games, pytest.raises(zork_tt.StepError, match="3 of 3") as failed:
        games.start()
    assert failed.value.texts == ["Hi.\n"] * 3
    with zork_tt.Env(story, device=device) as env, pytest.raises(zork_tt.GameError, match=DIVISION):
        env.reset()
    with zork_tt.VectorEnv(story, 2, device=device) as envs, pytest.raises(zork_tt.StepError, match=DIVISION):
        envs.reset()


def test_an_environment_ends_where_its_story_fails(device: zork_tt.Device, story: Path) -> None:
    with zork_tt.Env(story, device=device) as env:
        _, info = env.reset()
        assert info["error"] == ""
        text, reward, over, cut_off, info = env.step("fail")
        assert (reward, over, cut_off) == (0.0, True, False)
        assert text.startswith("Dividing.\n")
        assert info["error"] in text
        assert "a division by zero" in info["error"]
        assert env.reset()[0] == "Begun.\n>"
        env.session.limit = 10_000
        text, _, over, cut_off, info = env.step("loop")
        assert (text, over, cut_off, info["error"]) == ("Turning.\n", False, True, "")


def test_the_other_environments_go_on_where_one_fails(device: zork_tt.Device, story: Path) -> None:
    with zork_tt.VectorEnv(story, 3, seed=1, device=device) as envs:
        envs.reset()
        texts, _, over, cut_off, info = envs.step(["go", "fail", "go"])
        assert (over, cut_off) == ([False, True, False], [False] * 3)
        assert [bool(error) for error in info["error"]] == over
        assert info["error"][1] in texts[1]
        assert texts[0] == texts[2] == "Fine.\n\n>"
        texts, _, over, _, info = envs.step(["go"] * 3)
        assert (over, info["error"]) == ([False] * 3, [""] * 3)
        assert texts[1] == "Begun.\n>", "it begins anew"


def test_what_was_cut_off_begins_anew(device: zork_tt.Device, story: Path) -> None:
    with zork_tt.VectorEnv(story, 2, seed=1, device=device) as envs:
        envs.reset()
        envs.games.limit = 10_000
        _, _, over, cut_off, _ = envs.step(["loop", "go"])
        assert (over, cut_off) == ([False] * 2, [True, False])
        texts, _, over, cut_off, _ = envs.step(["go", "go"])
        assert texts == ["Begun.\n>", "Fine.\n\n>"]
        assert (over, cut_off) == ([False] * 2, [False] * 2)


@pytest.mark.parametrize("count", [2, 40])
def test_games_share_one_core(story: Path, count: int) -> None:
    with zork_tt.init_device(cores=1, threads=2) as device:
        games = zork_tt.sessions(device, story, count=count, seed=1, limit=200_000)
        games.start()
        for _ in range(3):
            assert games.step_all(["loop"] * count) == ["Turning.\n"] * count
            games = zork_tt.sessions(device, story, count=count, seed=1, limit=200_000)
            games.start()
            assert games.step_all(["go"] * count) == ["Fine.\n\n>"] * count


@pytest.mark.parametrize("count", [1, 12])
def test_ctrl_c_ends_a_step_of_many(device: zork_tt.Device, story: Path, count: int) -> None:
    games = zork_tt.sessions(device, story, count=count, seed=1, limit=10**15)
    games.start()
    before = signal.signal(signal.SIGALRM, interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            games.step_all(["loop"] * count)
    finally:
        signal.signal(signal.SIGALRM, before)
    games.limit = 1_000
    assert games.step_all(["go"] * count) == ["Turning.\n"] * count, "they go on from where they stood"


def interrupted(*_: object) -> None:
    """Do what Ctrl-C does."""
    raise KeyboardInterrupt


def test_halves_of_characters_are_replaced(device: zork_tt.Device, inform: Callable[[str, int], Path]) -> None:
    source = "[ Main k; k = $d83d; @print_unicode k; k = $20ac; @print_unicode k; new_line; ];"
    with zork_tt.Session(device, inform(source, 5)) as session:
        assert session.start() == "\ufffd\u20ac\n"


def test_states_that_are_refused_leave_all_games(device: zork_tt.Device, story: Path) -> None:
    with zork_tt.VectorEnv(story, 2, seed=1, device=device) as envs:
        envs.reset()
        begun = envs.get_state()
        envs.step(["go"] * 2)
        played = envs.get_state()
        with pytest.raises(zork_tt.StateError):
            envs.set_state([begun[0], b"no state"])
        assert envs.get_state() == played


def test_objects_say_what_they_are(story: Path) -> None:
    with zork_tt.init_device(cores=2) as device, zork_tt.sessions(device, story, count=3, seed=1) as games:
        assert repr(device) == "<zork_tt.Device, 2 cores, no game loaded>"
        zork_tt.load_game(device, zork_tt.default_story())
        assert repr(device) == "<zork_tt.Device, 2 cores, the game 'card_lab.z5'>"
        assert repr(games[0]) == f"<zork_tt.Session of '{story.name}', not begun, 0 Z-instructions>"
        games.start()
        games.step_all(["go", "quit", "go"])
        assert f"'{story.name}', waiting for a line, " in repr(games[0])
        assert f"'{story.name}', over, " in repr(games[1])
        assert repr(games) == "<zork_tt.Sessions, 3 games, 1 of them over>"
        env = zork_tt.Env(story, device=device)
        assert repr(env) == f"<zork_tt.Env of '{story.name}', not begun>"
        assert repr(zork_tt.VectorEnv(story, 4, device=device)) == f"<zork_tt.VectorEnv of '{story.name}', 4 games>"
        games[0].close()
        assert repr(games[0]) == "<zork_tt.Session, closed>"
    assert repr(device) == "<zork_tt.Device, closed>"


def test_a_story_that_is_not_there_is_told_at_once() -> None:
    for kind in (zork_tt.Env, zork_tt.VectorEnv):
        with pytest.raises(FileNotFoundError, match="nowhere"):
            kind("nowhere.z5")
