"""`ttrt doctor`: finds what would make a process crash before it does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import ExitStatus, Failure, failing_as
from .output import console, print_json

if TYPE_CHECKING:
    from ..doctor import Report

# What reads ELF files is imported where it is used: the other subcommands start without it.


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--pid", type=click.IntRange(1), metavar="N", help="Examine the running process N instead of files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")
@click.pass_context
def doctor(context: click.Context, paths: tuple[Path, ...], pid: int | None, as_json: bool) -> None:
    """Find what would make a process crash, before it does.

    Looks through shared objects and archives for nanobind that nothing initialises, extensions of another Python,
    libraries that are missing or there twice, and through the environment's variables for contradictions. PATH is a
    folder or a file; without any, the installed packages are examined. Ends with status 1 if there is a problem.
    """
    from .doctor_output import print_report

    if paths and pid is not None:
        raise click.UsageError("give either PATH or --pid, not both")
    report = _examine_process(pid, as_json) if pid is not None else _examine_files(paths, as_json)
    if as_json:
        print_json(report.as_dict())
    else:
        print_report(console(), report)
    if report.problems:
        context.exit(ExitStatus.PROGRAM_FAILED)


def _examine_files(paths: Sequence[Path], as_json: bool) -> Report:
    from ..doctor import examine
    from .doctor_output import shown_progress

    with failing_as(ExitStatus.BAD_FILE, OSError, as_json=as_json), shown_progress() as progress:
        return examine(paths, progress=progress)


def _examine_process(pid: int, as_json: bool) -> Report:
    from ..doctor import examine_process
    from .doctor_output import shown_progress

    try:
        with shown_progress() as progress:
            return examine_process(pid, progress=progress)
    except (ProcessLookupError, ValueError) as error:
        raise Failure(str(error), ExitStatus.USAGE, as_json=as_json) from error
    except OSError as error:
        raise Failure(str(error), ExitStatus.BAD_FILE, as_json=as_json) from error
