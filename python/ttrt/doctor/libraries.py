"""Libraries that are missing, and libraries that come from two files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .files import Candidate
from .findings import Finding, Severity, finding
from .instances import Owner
from .loader import Closure
from .shared_object import SharedObject


def missing(closures: Sequence[Closure], owners: Mapping[Path, Owner]) -> list[Finding]:
    """One finding for each library that is not found, and package that needs it."""
    needs: dict[tuple[str, str], list[SharedObject]] = {}
    ours: dict[tuple[str, str], bool] = {}
    found_for_some = _satisfied(closures)
    for closure in closures:
        owner = owners[closure.loaded[0].path]
        for gap in closure.missing:
            if (gap.needed_by.path, gap.name) in found_for_some:
                continue  # an extension that is loaded in time brings it along
            key = (gap.name, owner.package)
            needs.setdefault(key, [])
            if gap.needed_by not in needs[key]:
                needs[key].append(gap.needed_by)
            ours[key] = ours.get(key, False) or owner.ours
    return [_missing(name, package, users, ours[name, package]) for (name, package), users in sorted(needs.items())]


def _satisfied(closures: Iterable[Closure]) -> set[tuple[Path, str]]:
    """Needs of libraries that are met where an extension loads them, though they are not when loaded alone."""
    met: set[tuple[Path, str]] = set()
    for closure in closures:
        if closure.loaded[0].is_extension:
            gaps = {(gap.needed_by.path, gap.name) for gap in closure.missing}
            met |= {(shared.path, name) for shared in closure.loaded[1:] for name in shared.needed} - gaps
    return met


def _missing(name: str, package: str, users: Sequence[SharedObject], ours: bool) -> Finding:
    needed_by = users[0].path.name + (f" and {len(users) - 1} more" if len(users) > 1 else "")
    return finding(
        ours,
        "libraries",
        f"{package}: the library {name}, which {needed_by} needs, is not found",
        f'Importing what needs it fails with "ImportError: {name}: cannot open shared object file", unless the package '
        "loads it first from a place of its own.",
        f"Install what provides {name}; or put its folder on LD_LIBRARY_PATH before Python starts; or link again with a "
        "RUNPATH that leads to it ($ORIGIN stands for the file's own folder).",
        (user.path for user in users),
    )


def twice(loaded: Iterable[SharedObject], candidates: Mapping[Path, Candidate], *, running: bool) -> list[Finding]:
    """One finding for each library that lies in two files, both of which a process loads or would load.

    `running`: the files are those of a running process.
    """
    files = list({shared.identity: shared for shared in loaded}.values())
    findings = []
    reported: set[frozenset[Path]] = set()
    for name, group in [*_groups(files, by_build=False), *_groups(files, by_build=True)]:
        paths = frozenset(shared.path for shared in group)
        if paths in reported or not any(path in candidates for path in paths):
            continue
        reported.add(paths)
        findings.append(_twice(name, group, candidates, running))
    return findings


def _groups(files: Sequence[SharedObject], *, by_build: bool) -> list[tuple[str, list[SharedObject]]]:
    groups: dict[str, list[SharedObject]] = {}
    for shared in files:
        key = shared.build_id if by_build else shared.soname
        if key:
            groups.setdefault(key, []).append(shared)
    return [(group[0].soname or group[0].path.name, group) for _, group in sorted(groups.items()) if len(group) > 1]


def _twice(name: str, group: Sequence[SharedObject], candidates: Mapping[Path, Candidate], running: bool) -> Finding:
    files = [shared.path for shared in group]
    known = [candidates[path] for path in files if path in candidates]
    hidden = not running and len(known) == len(files) and len({candidate.relative for candidate in known}) == 1
    if hidden:
        return Finding(
            Severity.NOTE,
            "libraries",
            f"{name} is installed {len(files)} times, at the same place of two folders of packages",
            "Python imports the package from the folder that comes first on its path; the other is hidden.",
            "Uninstall the one that you do not use, or take its folder off PYTHONPATH.",
            tuple(map(str, files)),
        )
    nanobind = any(shared.is_shared_nanobind for shared in group)
    one_name = not running and len({shared.soname for shared in group}) == 1
    one_build = group[0].build_id is not None and len({shared.build_id for shared in group}) == 1
    ours = any(candidate.ours for candidate in known) and not (one_name and one_build)
    return finding(
        nanobind or ours,
        "libraries",
        f"{name} {'is loaded from' if running else 'lies in'} {len(files)} files{'' if running else ' that extensions link'}",
        _why_twice(nanobind, one_name),
        "Keep one of the files, and let all extensions find it (a RUNPATH that leads to it; one folder on PYTHONPATH).",
        files,
    )


def _why_twice(nanobind: bool, one_name: bool) -> str:
    if one_name:
        return (
            "The loader knows libraries by this name: it takes the copy that is loaded first for all. Where the copies "
            "differ, now or after an update, the other extensions run with a library that they were not built with."
        )
    if nanobind:
        return (
            "Each copy of nanobind has its own table of types: objects of one are unknown to extensions that use the other, "
            "which ends in a TypeError or a crash."
        )
    return "Each copy has its own global variables: what one part of the process sets, the other does not see."
