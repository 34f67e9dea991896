"""Environment variables that contradict each other, or that Tenon would refuse or pass over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .findings import Finding, Severity
from .pythons import Python

# The module of callbacks may also be a package.
_CALLBACKS = ("debug_callback.py", "debug_callback/__init__.py")
_ISAS = ("baseline", "x86_64_v3", "x86_64_v4")
_MAX_THREADS = 1024


@dataclass(frozen=True)
class Surroundings:
    """A process's environment: its variables, its current folder, where it imports modules from, its Python."""

    variables: Mapping[str, str]
    current: Path
    module_path: Sequence[Path]
    python: Python


def contradictions(surroundings: Surroundings) -> list[Finding]:
    """All that is wrong with the environment."""
    return [
        *_callbacks(surroundings),
        *_numbers(surroundings.variables),
        *_choices(surroundings),
        *_other_pythons(surroundings),
        *_loader_paths(surroundings),
    ]


def _problem(what: str, why: str, remedy: str) -> Finding:
    return Finding(Severity.PROBLEM, "environment", what, why, remedy)


def _note(what: str, why: str, remedy: str) -> Finding:
    return Finding(Severity.NOTE, "environment", what, why, remedy)


def _callbacks(surroundings: Surroundings) -> Iterator[Finding]:
    variables = surroundings.variables
    forced = _is_on(variables, "TT_FORCE_DEBUG_CALLBACKS")
    debug = _is_on(variables, "TT_RUNTIME_DEBUG")
    if forced and not debug:
        yield _problem(
            "TT_FORCE_DEBUG_CALLBACKS=1 is set without TT_RUNTIME_DEBUG=1",
            "The callbacks of debug_callback.py are loaded only where both are set, so that none will be called.",
            "Set TT_RUNTIME_DEBUG=1 as well, or unset TT_FORCE_DEBUG_CALLBACKS.",
        )
    if debug and not forced:
        yield _note(
            "TT_RUNTIME_DEBUG=1 is set without TT_FORCE_DEBUG_CALLBACKS=1",
            "Hooks that a program registers itself work; the callbacks of debug_callback.py are not loaded.",
            "Nothing, if that is what you want; otherwise set TT_FORCE_DEBUG_CALLBACKS=1 as well.",
        )
    folders = [surroundings.current, *surroundings.module_path]
    if forced and debug and not any((folder / name).is_file() for folder in folders for name in _CALLBACKS):
        yield _problem(
            "TT_RUNTIME_DEBUG and TT_FORCE_DEBUG_CALLBACKS switch callbacks on, and there is no debug_callback.py",
            f"It was looked for in the current folder, {surroundings.current}, and where Python imports modules from: programs "
            "will run without callbacks.",
            "Start in the folder that holds it, or put that folder on PYTHONPATH, or unset the two variables.",
        )
    errors = variables.get("TTRT_CALLBACK_ERRORS", "")
    if errors not in ("", "stop", "warn"):
        yield _problem(
            f"TTRT_CALLBACK_ERRORS is '{errors}'",
            "It says what an exception in a callback does to the program, and knows two answers: callbacks are refused.",
            "Set it to stop (the program ends with the exception) or warn (the exception is printed), or unset it.",
        )


def _is_on(variables: Mapping[str, str], name: str) -> bool:
    """What the runtime takes for yes: anything but nothing and 0."""
    return variables.get(name, "") not in ("", "0")


def _numbers(variables: Mapping[str, str]) -> Iterator[Finding]:
    threads = variables.get("TT_RUNTIME_NUM_THREADS", "")
    if threads and not (_is_number(threads) and 1 <= int(threads) <= _MAX_THREADS):
        yield _problem(
            f"TT_RUNTIME_NUM_THREADS is '{threads}'",
            "No device can be opened: the runtime refuses the value.",
            f"Set it to a number from 1 to {_MAX_THREADS}, or unset it to use all cores.",
        )
    limit = variables.get("TT_RUNTIME_MEMORY_LIMIT")
    if limit is not None and not _is_number(limit):
        yield _problem(
            f"TT_RUNTIME_MEMORY_LIMIT is '{limit}'",
            "No program can be run: the runtime refuses the value.",
            "Set it to a number of bytes (without a unit), or unset it to use the memory that is free.",
        )


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,20}", text) is not None


def _choices(surroundings: Surroundings) -> Iterator[Finding]:
    variables = surroundings.variables
    isa = variables.get("TENON_ISA")
    if isa is not None and isa not in _ISAS:
        yield _note(
            f"TENON_ISA is '{isa}', which names no set of kernels",
            "It is passed over: the best kernels for this processor are used.",
            f"Set it to one of {', '.join(_ISAS)}, or unset it.",
        )
    library = variables.get("TENON_ONEDNN_LIBRARY")
    if library is not None and "/" in library and not Path(surroundings.current, library).is_file():
        yield _problem(
            f"TENON_ONEDNN_LIBRARY names {library}, which does not exist",
            "Programs run without oneDNN, several times slower, and nothing else says so.",
            "Set it to the path of libdnnl.so.3, to none if oneDNN is not wanted, or unset it.",
        )
    if variables.get("TT_RUNTIME_REFERENCE") == "1":
        yield _note(
            "TT_RUNTIME_REFERENCE=1 is set",
            "Programs run with the reference kernels: exact, and many times slower.",
            "Unset it, unless you compare results.",
        )


def _other_pythons(surroundings: Surroundings) -> Iterator[Finding]:
    python = surroundings.python
    for entry in _entries(surroundings.variables, "PYTHONPATH"):
        other = _python_of(Path(entry))
        if other is not None and other != (python.version, "t" in python.flags):
            (major, minor), free_threaded = other
            yield _problem(
                f"PYTHONPATH names {entry}, which belongs to Python {major}.{minor}{'t' if free_threaded else ''}",
                f"This is {python.name}: it takes that folder's packages before its own, and their extensions do not fit.",
                "Take the folder off PYTHONPATH, or start the Python that it belongs to.",
            )
    home = surroundings.variables.get("PYTHONHOME")
    if home:
        version = f"python{python.version[0]}.{python.version[1]}" + ("t" if "t" in python.flags else "")
        prefix = Path(surroundings.current, home.split(":")[0])
        if not any((prefix / folder / version).is_dir() for folder in ("lib", "lib64")):
            yield _problem(
                f"PYTHONHOME is {home}, where there is no lib/{version}",
                f"{python.name} looks for its standard library there, and does not start or takes another version's.",
                "Unset PYTHONHOME; environments (venv, conda) do not need it.",
            )


def _python_of(folder: Path) -> tuple[tuple[int, int], bool] | None:
    """The Python that a folder of packages belongs to, by the names in its path."""
    if not {"site-packages", "dist-packages"} & set(folder.parts):
        return None
    for part in reversed(folder.parts):
        match = re.fullmatch(r"python(\d)\.(\d+)(t?)", part)
        if match:
            return (int(match[1]), int(match[2])), match[3] == "t"
    return None


def _loader_paths(surroundings: Surroundings) -> Iterator[Finding]:
    preloaded = re.split("[: ]", surroundings.variables.get("LD_PRELOAD", ""))
    # Names without a folder are searched by the loader, and $LIB and the like stand for something else.
    gone = [n for n in preloaded if "/" in n and "$" not in n and not Path(surroundings.current, n).exists()]
    if gone:
        yield _problem(
            f"LD_PRELOAD names {', '.join(gone)}, which {_do(gone)} not exist",
            "The loader prints an error at every start of a program, and goes on without it.",
            "Mend the path, or unset LD_PRELOAD.",
        )
    folders = _entries(surroundings.variables, "LD_LIBRARY_PATH")
    gone = [name for name in folders if "$" not in name and not Path(surroundings.current, name).is_dir()]
    if gone:
        yield _note(
            f"LD_LIBRARY_PATH names {', '.join(gone)}, which {_do(gone)} not exist",
            "The loader passes over it; libraries that were to be found there are not.",
            "Mend the path, or take it off LD_LIBRARY_PATH.",
        )


def _entries(variables: Mapping[str, str], name: str) -> list[str]:
    separators = "[:;]" if name == "LD_LIBRARY_PATH" else ":"
    return [entry for entry in re.split(separators, variables.get(name, "")) if entry]


def _do(names: Sequence[str]) -> str:
    return "does" if len(names) == 1 else "do"
