"""What an examination finds, and the report that it ends in."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class Severity(enum.StrEnum):
    """A problem makes something fail, now or later; a note is good to know."""

    PROBLEM = "problem"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing found: what it is, why it matters, what to do, and the files it is about.

    `check` is its kind in a word or two, for programs: instances, python, libraries, environment or files.
    """

    severity: Severity
    check: str
    what: str
    why: str
    remedy: str
    files: tuple[str, ...] = ()


def finding(ours: bool, check: str, what: str, why: str, remedy: str, files: Iterable[Path | str] = ()) -> Finding:
    """A problem in what is `ours` (Tenon's packages, and what the user named), a note in others' packages."""
    severity = Severity.PROBLEM if ours else Severity.NOTE
    return Finding(severity, check, what, why, remedy, tuple(map(str, files)))


class Holder(enum.StrEnum):
    """What holds an instance of nanobind or pybind11."""

    SHARED = "shared library"
    EXTENSION = "extension"
    LIBRARY = "library"
    ARCHIVE = "archive"


@dataclass(frozen=True)
class Instance:
    """One core of nanobind or pybind11; several may lie in one file.

    `ours`: the file belongs to Tenon, lies where the user pointed, or is needed by such a file. `domain` is nanobind's, as far as the file's name or the running process tells; `initialised` is None where it cannot
    be told. `address` is where the file has nanobind's pointer to its table, `pointer` its value in a running process.
    """

    library: str
    file: str
    holder: Holder
    package: str
    ours: bool
    abi: str | None = None
    domain: str | None = None
    member: str | None = None
    initialised: bool | None = None
    initialised_by: tuple[str, ...] = ()
    address: int | None = None
    pointer: int | None = None


@dataclass(frozen=True)
class Examined:
    """What was looked at. `others` counts the libraries outside the places, which the extensions there need."""

    places: tuple[str, ...]
    files: int
    archives: int
    others: int
    packages: tuple[str, ...]
    python: str
    pid: int | None = None


@dataclass(frozen=True)
class Report:
    """The findings, problems first, and the instances."""

    examined: Examined
    findings: tuple[Finding, ...] = ()
    instances: tuple[Instance, ...] = field(default=())

    @property
    def problems(self) -> list[Finding]:
        """The findings that need mending."""
        return [finding for finding in self.findings if finding.severity is Severity.PROBLEM]

    @property
    def notes(self) -> list[Finding]:
        """The findings that are good to know."""
        return [finding for finding in self.findings if finding.severity is Severity.NOTE]

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for JSON."""
        instances = [dataclasses.asdict(instance) for instance in self.instances]
        for instance in instances:
            for key in ("address", "pointer"):
                instance[key] = None if instance[key] is None else hex(instance[key])
        return {
            "result": "problems" if self.problems else "healthy",
            "problems": len(self.problems),
            "notes": len(self.notes),
            "examined": dataclasses.asdict(self.examined),
            "findings": [dataclasses.asdict(finding) for finding in self.findings],
            "instances": instances,
        }


def report(examined: Examined, findings: Iterable[Finding], instances: Iterable[Instance]) -> Report:
    """The report, with problems before notes."""
    ordered = sorted(findings, key=lambda finding: finding.severity is Severity.NOTE)
    return Report(examined, tuple(ordered), tuple(instances))
