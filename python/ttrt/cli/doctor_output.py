"""What `ttrt doctor` shows people: findings, instances, what was looked at, and how far it has come."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ..doctor import Finding, Holder, Instance, Report, Severity

_FILES_SHOWN = 6
_INDENT = " " * 9


@contextmanager
def shown_progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal's standard error, which goes away at the end; nothing elsewhere."""
    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield None
        return
    columns = (TextColumn("Looking through files"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("files", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_report(screen: Console, report: Report) -> None:
    """The findings, problems first, and in the end what was looked at."""
    for finding in report.findings:
        _print_finding(screen, finding)
    style = "bold red" if report.problems else "bold green"
    screen.print(_conclusion(report), style=style)
    for line in _looked_at(report):
        _print_paragraph(screen, "", "", line)
    for instance in report.instances:
        if instance.library == "nanobind" and (instance.ours or not instance.package):
            _print_paragraph(screen, "", "", _instance(instance, report.examined.pid is not None))


def _print_finding(screen: Console, finding: Finding) -> None:
    style = "bold red" if finding.severity is Severity.PROBLEM else "bold yellow"
    _print_paragraph(screen, finding.severity.value, style, finding.what)
    _print_paragraph(screen, "    why", "bold", finding.why)
    _print_paragraph(screen, "    do", "bold", finding.remedy)
    shown = finding.files if len(finding.files) <= _FILES_SHOWN else finding.files[: _FILES_SHOWN - 1]
    for file in shown:
        screen.print(f"{_INDENT}[dim]{escape(file)}[/]", soft_wrap=True)
    if len(finding.files) > len(shown):
        screen.print(f"{_INDENT}[dim]and {len(finding.files) - len(shown)} more; --json lists all[/]")
    screen.print()


def _print_paragraph(screen: Console, label: str, style: str, text: str) -> None:
    """A label, and the text beside it; names of files are never broken."""
    width = max(screen.width - len(_INDENT), 40)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        begin = f"[{style}]{label:{len(_INDENT)}}[/]" if number == 0 and label else _INDENT
        screen.print(f"{begin}{escape(line)}", soft_wrap=True)


def _conclusion(report: Report) -> str:
    notes = f", {_count(len(report.notes), 'note')}" if report.notes else ""
    if report.problems:
        return f"{_count(len(report.problems), 'problem')}{notes}"
    return f"No problem found{notes}"


def _looked_at(report: Report) -> Iterator[str]:
    examined = report.examined
    what = _count(examined.files, "shared object")
    if examined.pid is not None:
        yield f"Looked at process {examined.pid} ({examined.python}): {what}"
    else:
        what += f" and {_count(examined.archives, 'archive')} of {_count(len(examined.packages), 'package')}"
        needed = f", and {_count(examined.others, 'library')} that they need" if examined.others else ""
        yield f"Looked at {what}{needed}, for {examined.python}"
        yield from (f"in {place}" for place in examined.places)
    counts = Counter(i.library for i in report.instances if i.holder is not Holder.ARCHIVE)
    instances = " and ".join(f"{number} of {library}" for library, number in sorted(counts.items()))
    yield f"Instances: {instances or 'none of nanobind or pybind11'}"


def _instance(instance: Instance, running: bool) -> str:
    """For example: nanobind in a.so: initialised by b.so and 2 more, domain tenon, and its ABI."""
    name = Path(instance.file).name
    if instance.holder is Holder.ARCHIVE:
        return f"nanobind in {name} (member {instance.member}), for what links it; ABI {instance.abi or 'unknown'}"
    state = {True: "initialised", False: "never initialised", None: "whether it is initialised cannot be told"}
    text = f"nanobind in {name}: {state[instance.initialised]}"
    if instance.initialised_by:
        first, *more = (Path(file).name for file in instance.initialised_by)
        text += f" by {first}" + (f" and {len(more)} more" if more else "")
    if instance.pointer is not None:
        text += f", internals at {instance.pointer:#x}"
    if instance.domain is not None:
        domain = f"domain {instance.domain}" if instance.domain else "no domain"
        text += f", {domain}" + ("" if running else " (by its name)")
    return f"{text}, ABI {instance.abi or 'unknown'}"


def _count(number: int, noun: str) -> str:
    plural = noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"
