"""How tests run zork_persistent.py: with its input and output in pipes, or at a terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Options = Callable[..., dict[str, Any]]
Play = Callable[..., str]


class Terminal:
    """A program at a terminal of its own, and what the terminal shows of it."""

    def __init__(self, arguments: list[str], environment: dict[str, str], folder: Path) -> None:
        self.master, self.slave = os.openpty()
        # Who opens a terminal in a session that has none has it as its own, with Ctrl-C and Ctrl-Z.
        own = ["bash", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(self.slave)]
        self.program = subprocess.Popen([*own, *arguments], env=environment, cwd=folder, start_new_session=True)
        self.unread = ""

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def read_until(self, wanted: str) -> str:
        """All that is shown up to a text."""
        for _ in range(200):
            if wanted in self.unread:
                break
            assert select.select([self.master], [], [], 30)[0], f"no {wanted!r} in {self.unread!r}"
            self.unread += os.read(self.master, 4096).decode()
        before, found, self.unread = self.unread.partition(wanted)
        assert found, f"no {wanted!r} in {before!r}"
        return before + found

    def wait_for_input(self) -> None:
        """Let the program go to sleep, in what waits for the next character."""
        while self._stat(3) != "S":
            os.sched_yield()

    def wait_for_work(self) -> None:
        """Let the program compute for a while."""
        begin = int(self._stat(14))
        while int(self._stat(14)) < begin + 10:
            os.sched_yield()

    def _stat(self, field: int) -> str:
        """What /proc says of the process (man 5 proc)."""
        text = Path(f"/proc/{self.program.pid}/stat").read_text(encoding="utf-8")
        return text.rpartition(")")[2].split()[field - 3]

    def rest(self) -> str:
        """What is shown until the program ends."""
        self.program.wait(30)
        while select.select([self.master], [], [], 0)[0]:
            self.unread += os.read(self.master, 4096).decode()
        return self.unread

    def close(self) -> None:
        self.program.kill()
        self.program.wait()
        os.close(self.master)
        os.close(self.slave)


@pytest.fixture
def options(root: Path, build_dir: Path, tmp_path: Path) -> Options:
    """How subprocess runs the program with arguments, in a folder of its own."""

    def made(*arguments: str) -> dict[str, Any]:
        return {
            "args": [sys.executable, str(root / "zork" / "zork_persistent.py"), *arguments],
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
            "text": True,
            "env": {
                **os.environ,
                "PYTHONPATH": str(build_dir / "python_packages"),
                "XDG_STATE_HOME": str(tmp_path / "state"),
                "TERM": "xterm",
                "HOME": str(tmp_path),
            },
            "cwd": tmp_path,
        }

    return made


@pytest.fixture
def play(options: Options) -> Play:
    """Runs the program with lines as standard input; what it prints."""

    def run(*arguments: str, lines: str = "", status: int = 0) -> str:
        done = subprocess.run(**options(*arguments), input=lines, check=False)
        assert done.returncode == status, done.stdout
        assert "Traceback" not in done.stdout
        assert "nanobind: leaked" not in done.stdout
        return str(done.stdout)

    return run


@pytest.fixture
def script(play: Play, tmp_path: Path) -> Play:
    """Runs the program with lines as a script; what it prints."""

    def run(lines: str, *arguments: str, status: int = 0) -> str:
        (tmp_path / "script").write_text(lines, encoding="utf-8")
        return play("--script", "script", "--seed", "1", *arguments, status=status)

    return run


@pytest.fixture
def terminal(options: Options, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Begins the program at a terminal."""
    begun: list[Terminal] = []

    def begin(*arguments: str) -> Terminal:
        made = options(*arguments)
        begun.append(Terminal(made["args"], made["env"], tmp_path))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()
