"""How fast games run: on the simulated card, in dfrotz and in jericho, the same commands with the same texts.

    bench/run zork_vs_dfrotz [--story FILE] [--runs N] [--json]

The script is bench/zork_commands.txt (for Zork I), over and over. Rates are commands a second of wall time on one
machine, the engines taking turns; each figure is the quickest turn. What is not installed is left out.
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
from collections.abc import Callable, Sequence
from pathlib import Path

import zork_tt

HERE = Path(__file__).resolve().parent
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


def jericho_rate(story: Path, commands: Sequence[str], count: int) -> float | None:
    """Commands a second of `count` environments in turn; None without jericho."""
    try:
        jericho = importlib.import_module("jericho")
    except ImportError as error:
        print(f"jericho is left out: {error}", file=sys.stderr)
        return None
    games = [jericho.FrotzEnv(str(story), seed=1) for _ in range(count)]
    for game in games:
        game.reset()

    def work() -> None:
        for command in commands:
            for game in games:
                game.step(command)

    rate = len(commands) * count / seconds(work)
    for game in games:
        game.close()
    return rate


def many_games(story: Path, commands: Sequence[str], count: int) -> float:
    """Commands a second of `count` games on one card."""
    with zork_tt.init_device() as device, zork_tt.sessions(device, story, count=count, seed=1) as games:
        games.start()
        # The first pass fills caches and lets hot code become native.
        taken = [seconds(lambda: [games.step_all([command] * count) for command in commands]) for _ in range(2)][-1]
    return len(commands) * count / taken


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
            "valid_commands": microseconds(session.valid_commands, 20),
        }


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
    jericho = {count: jericho_rate(options.story, script[:320], count) for count in (1, 32)}
    ours = {count: many_games(options.story, script[:60] if count > 100 else script, count) for count in (32, 1000)}
    results: dict[str, object] = {
        "commands": len(script),
        "one game, commands/s": single,
        "native over dfrotz (wanted 3.5)": single["native"] / single["dfrotz"],
        "interpreter over dfrotz (wanted 1.2)": single["interpreter"] / single["dfrotz"],
        "jericho, commands/s": jericho,
        "many games, commands/s": ours,
        "32 games over jericho's 32 (wanted 5)": ours[32] / jericho[32] if jericho[32] else None,
        "1,000 games over 32 (wanted 0.8)": ours[1000] / ours[32],
        "microseconds (wanted 5, 5, 10, 20, 10,000)": calls(options.story),
        "50 batches (wanted 50 times)": batches(options.story),
        "cold start, ms (wanted less than 100)": cold_start(options.story),
    }
    if options.json:
        print(json.dumps(results))
        return 0
    for name, value in results.items():
        shown = value if not isinstance(value, dict) else "; ".join(f"{k}: {v}" for k, v in value.items())
        print(f"{name:40} {shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
