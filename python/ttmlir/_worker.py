"""Calls functions in a process of their own, so that a crash there is an exception here.

The process is a fresh interpreter rather than a fork: a fork has none of the threads that a context's pool counts on.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any


def call(function: str, *arguments: object) -> Any:
    """Calls `function` ("package.module:name") with arguments that JSON can hold, and returns its result.

    What it prints goes to this process's outputs.

    Raises:
        RuntimeError: it raised (the message is its message), or its process ended: the message says by which signal or
            with which status.
    """
    request = json.dumps([function, arguments])
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, encoding="utf-8") as answers:
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", f"{__package__}._worker", str(write_end)],
                stdin=subprocess.PIPE, text=True, pass_fds=[write_end], env=environment(),
            )  # fmt: skip
        finally:
            os.close(write_end)
        with process:
            try:
                assert process.stdin is not None
                process.stdin.write(request)
                process.stdin.close()
            except BrokenPipeError:
                pass  # it ended before it read; why, its status says
            answer = answers.read()
    if process.returncode != 0 or not answer:
        raise RuntimeError(f"{function.rpartition(':')[2]} did not return: {_end_of(process.returncode)}")
    kind, value = json.loads(answer)
    if kind == "error":
        raise RuntimeError(value)
    return value


def environment() -> dict[str, str]:
    """The environment for a process that finds the same packages."""
    paths = [str(Path(__file__).absolute().parents[1]), *(path for path in sys.path if path)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}


def _end_of(status: int) -> str:
    if status < 0:
        return f"its process was ended by {signal.Signals(-status).name}"
    return f"its process ended with status {status}"


def _main() -> None:
    function, arguments = json.load(sys.stdin)
    module, _, name = function.partition(":")
    try:
        answer = "result", getattr(importlib.import_module(module), name)(*arguments)
    except Exception as error:
        answer = "error", str(error) or type(error).__name__
    with os.fdopen(int(sys.argv[1]), "w", encoding="utf-8") as answers:
        json.dump(answer, answers)


if __name__ == "__main__":
    _main()
