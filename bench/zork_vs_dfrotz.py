"""How fast games run: on the simulated card, in dfrotz and in jericho, the same commands with the same texts.

    bench/run zork_vs_dfrotz [--story FILE] [--runs N] [--json]

The script is bench/zork_commands.txt (for Zork I), over and over. Rates are commands a second of wall time on one
machine, the engines taking turns in one run; each figure is the quickest turn, after one that fills caches and lets hot
code become native. jericho is played as its users do: by FrotzEnv.step, which also asks for score and moves. Our games
take the host's threads, jericho one: its environments hold Python's lock. What is not installed is left out.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import zork_tt

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = Path(os.environ.get("TENON_ZMACHINE_DIR", HERE.parents[1] / "shared" / "zmachine"))
ROUNDS = 4
LIMIT = 100_000

BATCH = """
import sys, zork_tt
device = zork_tt.init_device(cores=1)
zork_tt.load_game(device, sys.argv[1], seed=1)
zork_tt.execute_batch(device, 1000)
zork_tt.close_device(device)
"""


def seconds(work: Callable[[], object]) -> float:
    """The time that a call takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def dfrotz_text(story: Path, commands: Sequence[str]) -> str:
    """What dfrotz prints, without what it says of itself."""
    program = shutil.which("dfrotz", path=f"{os.environ.get('PATH', '')}:/usr/games")
    if program is None:
        raise FileNotFoundError("dfrotz is not installed (Debian: frotz)")
    lines = "".join(f"{command}\n" for command in commands)
    done = subprocess.run(
        [program, "-m", "-s", "1", story], input=lines, stdout=subprocess.PIPE, text=True, check=False
    )
    return done.stdout.split("\n", 2)[2]


def play(session: zork_tt.Session, commands: Sequence[str]) -> str:
    """All answers."""
    return session.start() + "".join([session.command(command) for command in commands])


def one_game(story: Path, commands: Sequence[str], runs: int) -> dict[str, float]:
    """Commands a second of one game in each engine; the texts are compared."""
    best: dict[str, float] = {}
    texts: dict[str, str] = {}
    devices = {"native": zork_tt.init_device(cores=1), "interpreter": zork_tt.init_device(cores=1, native=False)}

    def turn(name: str, work: Callable[[], str]) -> None:
        taken = seconds(lambda: texts.__setitem__(name, work()))
        best[name] = max(best.get(name, 0), len(commands) / taken)

    for _ in range(runs):
        turn("dfrotz", lambda: dfrotz_text(story, commands))
        for name, device in devices.items():
            session = zork_tt.Session(device, story, seed=1)
            turn(name, lambda session=session: play(session, commands))  # type: ignore[misc]
    for device in devices.values():
        device.close()
    if len(set(texts.values())) != 1:
        raise RuntimeError("the texts differ")
    return best


class Jericho:
    """Environments of jericho, one after the other."""

    def __init__(self, story: Path, count: int) -> None:
        jericho = importlib.import_module("jericho")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it knows no scores of this release
            self.games = [jericho.FrotzEnv(str(story), seed=1) for _ in range(count)]

    def turn(self, commands: Sequence[str]) -> float:
        """Commands a second."""
        for game in self.games:
            game.reset()

        def work() -> None:
            for command in commands:
                for game in self.games:
                    game.step(command)

        return len(commands) * len(self.games) / seconds(work)

    def close(self) -> None:
        """End the games."""
        for game in self.games:
            game.close()


class Ours:
    """Games on one card."""

    def __init__(self, story: Path, count: int) -> None:
        self.device = zork_tt.init_device()
        self.games = zork_tt.sessions(self.device, story, count=count, seed=1)
        self.games.start()
        self.states = [game.get_state() for game in self.games]

    def turn(self, commands: Sequence[str]) -> float:
        """Commands a second."""
        for game, state in zip(self.games, self.states, strict=True):
            game.set_state(state)
        count = len(self.games)
        taken = seconds(lambda: [self.games.step_all([command] * count) for command in commands])
        return len(commands) * count / taken

    def close(self) -> None:
        """End the games."""
        self.games.close()
        self.device.close()


def many_games(story: Path, commands: Sequence[str], runs: int) -> dict[str, float]:
    """Commands a second of many games, the engines taking turns; without jericho, only ours."""
    engines: dict[str, tuple[Jericho | Ours, Sequence[str]]] = {
        "ours, 32": (Ours(story, 32), commands),
        "ours, 1,000": (Ours(story, 1000), commands[:30]),
    }
    try:
        engines["jericho, 1"] = (Jericho(story, 1), commands)
        engines["jericho, 32"] = (Jericho(story, 32), commands)
    except ImportError as error:
        print(f"jericho is left out: {error}", file=sys.stderr)
    best: dict[str, float] = {}
    for turn in range(runs + 1):
        for name, (engine, lines) in engines.items():
            rate = engine.turn(lines)
            if turn > 0:  # the first one warms up
                best[name] = max(best.get(name, 0), rate)
    for engine, _ in engines.values():
        engine.close()
    return best


def microseconds(work: Callable[[], object], times: int = 2_000) -> float:
    """The median of some calls' times."""
    taken = [seconds(work) for _ in range(times)]
    return 1e6 * statistics.median(taken)


def calls(story: Path) -> dict[str, float]:
    """Microseconds of what search does, in the middle of a game."""
    with zork_tt.init_device(cores=2) as device, zork_tt.Session(device, story, seed=1) as session:
        for command in ("open mailbox", "take leaflet", "north"):
            session.command(command)
        state = session.get_state()
        return {
            "get_state": microseconds(session.game.state),
            "set_state": microseconds(lambda: session.game.set_state(state)),
            "fork": microseconds(session.game.fork),
            "state_hash": microseconds(session.state_hash),
        }


def valid_commands(story: Path | None, commands: Sequence[str]) -> dict[str, float]:
    """Milliseconds of valid_commands over states: what is asked for the first time in each."""
    taken = []
    with zork_tt.init_device(cores=2) as device, zork_tt.Session(device, story, seed=1) as session:
        for command in commands:
            session.command(command)
            if not session.wants_input:
                break
            taken.append(seconds(session.valid_commands))
    return {"median": 1e3 * statistics.median(taken), "longest": 1e3 * max(taken)}


def batches(story: Path) -> dict[str, float]:
    """Fifty batches in one device against as many processes."""
    command = [sys.executable, "-c", BATCH, str(story)]
    processes = seconds(lambda: [subprocess.run(command, check=True) for _ in range(50)])
    device = zork_tt.init_device(cores=1)
    zork_tt.load_game(device, story, seed=1)
    begin = time.perf_counter()
    for _ in range(50):
        if zork_tt.wants_input(device):
            zork_tt.send_input(device, "look")
        zork_tt.execute_batch(device, 1000)
    together = time.perf_counter() - begin
    device.close()
    return {"fifty processes, s": processes, "one device, s": together, "times": processes / together}


def cold_start(story: Path) -> float:
    """Milliseconds from init_device to the first text, in a new process, the quickest of five."""
    program = (
        "import sys, time, zork_tt\nbegin = time.perf_counter()\ndevice = zork_tt.init_device()\n"
        "zork_tt.load_game(device, sys.argv[1], seed=1)\ntext = zork_tt.execute_batch(device, 10**6)\n"
        "assert text\nprint(time.perf_counter() - begin)\n"
    )
    command = [sys.executable, "-c", program, str(story)]
    return 1e3 * min(
        float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout) for _ in range(5)
    )


def main() -> int:
    """Measure all and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--story", type=Path, default=SHARED / "zork1.z3", help="Zork I, release 119")
    parser.add_argument("--runs", type=int, default=10, help="turns of each engine with one game (default: 10)")
    parser.add_argument("--json", action="store_true", help="print results as JSON")
    options = parser.parse_args()
    if not options.story.exists():
        parser.error(f"there is no story {options.story}; --story names one")
    script = (HERE / "zork_commands.txt").read_text(encoding="ascii").splitlines()
    single = one_game(options.story, script * ROUNDS, options.runs)
    many = many_games(options.story, [line for line in script[:320] if line not in ("save", "restore")], options.runs)
    ours = (ROOT / "tests" / "python" / "zork" / "card_lab_walkthrough.txt").read_text(encoding="ascii").splitlines()
    over_jericho = many["ours, 32"] / many["jericho, 32"] if "jericho, 32" in many else None
    results: dict[str, object] = {
        "commands": len(script),
        "host threads": len(os.sched_getaffinity(0)),
        "one game, commands/s": single,
        "native over dfrotz (wanted 3.5)": single["native"] / single["dfrotz"],
        "interpreter over dfrotz (wanted 1.2)": single["interpreter"] / single["dfrotz"],
        "native over jericho (wanted 1)": single["native"] / many["jericho, 1"] if over_jericho else None,
        "many games, commands/s": many,
        "32 games over jericho's 32 (wanted 5)": over_jericho,
        "1,000 games over 32 (wanted 0.8)": many["ours, 1,000"] / many["ours, 32"],
        "microseconds (wanted 5, 5, 10, 20)": calls(options.story),
        "valid_commands, ms, Zork (wanted 10)": valid_commands(options.story, script[:30]),
        "valid_commands, ms, ours (wanted 10)": valid_commands(None, ours),
        "50 batches (wanted 50 times)": batches(options.story),
        "cold start, ms (wanted less than 100)": cold_start(options.story),
    }
    if options.json:
        print(json.dumps(results))
        return 0
    for name, value in results.items():
        values = value.items() if isinstance(value, dict) else [("", value)]
        texts = [f"{v:,.2f}" if isinstance(v, float) else str(v) for _, v in values]
        shown = "; ".join(f"{k}: {text}" if k else text for (k, _), text in zip(values, texts, strict=True))
        print(f"{name:40} {shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
