"""The command's entry: its subcommands, and how errors end it."""

from __future__ import annotations

import contextlib
import os
import sys

import click

from .. import __version__
from .cards import cards
from .completion import completion
from .doctor import doctor
from .failure import ExitStatus, Failure, report
from .query import query
from .read import read
from .run import run

EPILOG = """\b
Exit status:
  0  everything worked
  1  a program failed while it ran; doctor: there is a problem
  2  wrong usage
  3  a file cannot be read, or is no valid Binary
  4  inputs do not fit the program
  5  results cannot be written
  130  interrupted
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="ttrt")
def app() -> None:
    """Run compiled programs (.ttnn, .ttm), read what is in them, ask which devices are at hand, watch simulated cards, find what is wrong."""


for command in (run, read, query, cards, doctor, completion):
    app.add_command(command)


def main() -> None:
    """Runs the command and exits with a documented status."""
    try:
        # What the command asked for by Context.exit comes back as a value.
        status = app.main(prog_name="ttrt", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(status)
    except Failure as failure:
        report(failure)
        sys.exit(failure.status)
    except click.ClickException as wrong_usage:
        wrong_usage.show()
        sys.exit(ExitStatus.USAGE)
    except (click.Abort, KeyboardInterrupt):
        print("interrupted", file=sys.stderr)
        sys.exit(ExitStatus.INTERRUPTED)
    except MemoryError as error:
        print(f"ttrt: error: not enough memory{f': {error}' if str(error) else ''}", file=sys.stderr)
        sys.exit(ExitStatus.PROGRAM_FAILED)
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing is left to say, and flushing at exit must not complain.
        _forget_output()
        sys.exit(ExitStatus.OK)
    except OSError as error:
        _forget_output()
        print(f"ttrt: error: {error}", file=sys.stderr)
        sys.exit(ExitStatus.CANNOT_WRITE)


def _forget_output() -> None:
    """Lets standard output go without the attempt to flush it at exit, which would fail again."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
