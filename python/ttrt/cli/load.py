"""Loading a Binary for a subcommand, and choosing its programs."""

from __future__ import annotations

from ..binary import Binary, load_binary_from_path
from .failure import ExitStatus, Failure, failing_as


def load(path: str, as_json: bool) -> Binary:
    """The verified file; a Failure says what is wrong with it."""
    with failing_as(ExitStatus.BAD_FILE, OSError, ValueError, as_json=as_json):
        return load_binary_from_path(path)


def chosen_programs(binary: Binary, wanted: str, as_json: bool) -> list[int]:
    """`all` is every program that is not private; else the program with this index."""
    count = binary.get_num_programs()
    if wanted == "all":
        return [index for index in range(count) if not binary.is_program_private(index)]
    try:
        index = int(wanted)
    except ValueError:
        raise Failure(f"--program-index takes a number or 'all', not '{wanted}'", ExitStatus.USAGE) from None
    if not 0 <= index < count:
        names = ", ".join(f"{i} {binary.get_program_name(i)}" for i in range(count))
        raise Failure(f"there is no program {index}; the file has: {names}", ExitStatus.BAD_INPUT, as_json=as_json)
    return [index]
