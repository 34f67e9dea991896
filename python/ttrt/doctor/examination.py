"""The two examinations, of folders and files and of a running process: reads them and asks every check."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from . import instances, libraries, live, pythons
from .environment import Surroundings, contradictions
from .files import Candidate, Place, candidates
from .findings import Examined, Report, report
from .instances import Linked, Owner
from .loader import Loader
from .process import Process
from .reading import Progress, read_all, sources_of, unreadable_files
from .shared_object import SharedObject


def examine(
    paths: Sequence[Path] = (), *, variables: Mapping[str, str] | None = None, progress: Progress | None = None
) -> Report:
    """Examines folders and files; without any, the packages of this environment.

    `variables` are those of the processes to be (default: this one's); `progress` is called with the number of files
    read so far, and that of all.

    Raises:
        OSError: a path does not exist, or may not be looked at.
    """
    for path in paths:
        path.stat()
    variables = os.environ if variables is None else variables
    places = [Place(path.absolute(), named=True) for path in paths] or _installed()
    found, unlisted = candidates(places)
    files = read_all(found, progress)
    loader = Loader(variables, Path(sys.executable), Path.cwd())
    python = replace(pythons.this_python(), machine=loader.machine)
    for shared in files.objects:
        loader.remember(shared)
    loadable = [shared for shared in files.objects if shared.machine == (loader.machine or shared.machine)]
    closures = {shared.path: loader.closure(shared) for shared in loadable}
    reached = [s for c in closures.values() if c.loaded[0].is_extension for s in c.loaded[1:]]
    by_path = {candidate.path: candidate for candidate in found}
    objects = list({shared.path: shared for shared in (*files.objects, *reached)}.values())
    owners = _owners(objects, by_path) | {item.path: _owner(by_path[item.path]) for item in files.archived}
    linked = Linked(
        objects,
        owners,
        loaded_with=lambda shared: closures[shared.path].loaded if shared.path in closures else [shared],
        came_from=lambda shared: sources_of(shared, files.archived),
    )
    judged, findings = instances.judge(linked)
    explained = {Path(name) for finding in findings for name in finding.files}
    findings += instances.in_archives(files.archived, owners, explained)
    findings += pythons.unfit(files.objects, owners, python)
    findings += libraries.missing(list(closures.values()), owners)
    findings += libraries.twice(reached, by_path, running=False)
    findings += contradictions(Surroundings(variables, Path.cwd(), [Path(entry) for entry in sys.path], python))
    findings += unreadable_files([*unlisted, *files.unreadable])
    findings += instances.of_others(judged)
    examined = Examined(
        places=tuple(str(place.path) for place in places),
        files=len(files.objects),
        archives=files.archives,
        others=len(objects) - len(files.objects),
        packages=tuple(sorted({candidate.package for candidate in found})),
        python=python.name,
    )
    return report(examined, findings, [*judged, *instances.archived_instances(files.archived, owners)])


def examine_process(pid: int, *, progress: Progress | None = None) -> Report:
    """Examines a running process: the files it has loaded, its memory, its environment.

    Raises:
        ProcessLookupError: there is no such process.
        PermissionError: the process is another user's.
        ValueError: the process runs in a container, where its files have other names.
    """
    process = Process(pid)
    found = [_loaded_file(path) for path in process.shared_objects()]
    files = read_all(found, progress)
    by_path = {candidate.path: candidate for candidate in found}
    owners = _owners(files.objects, by_path)
    linked = Linked(files.objects, owners, loaded_with=lambda _: files.objects, came_from=lambda _: ())
    judged, findings = instances.judge(linked)
    judged = live.observe(process, files.objects, judged)
    findings = live.confirm(pid, judged, findings)
    findings += libraries.twice(files.objects, by_path, running=True)
    findings += contradictions(Surroundings(process.variables, process.current, process.module_path, process.python))
    findings += unreadable_files(files.unreadable)
    findings += instances.of_others(judged)
    packages = tuple(sorted({candidate.package for candidate in found if candidate.package}))
    examined = Examined((str(process.executable),), len(files.objects), 0, 0, packages, process.python.name, pid)
    return report(examined, findings, judged)


def _installed() -> list[Place]:
    """The folder that holds Tenon's packages, and the environment's folders of packages."""
    folders = [Path(__file__).absolute().parents[2], *map(Path, site.getsitepackages())]
    folders += [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
    if site.ENABLE_USER_SITE:
        folders.append(Path(site.getusersitepackages()))
    return [Place(folder) for folder in dict.fromkeys(folders) if folder.is_dir()]


def _owners(objects: Sequence[SharedObject], by_path: Mapping[Path, Candidate]) -> dict[Path, Owner]:
    """Whose the files are; libraries that were reached from the examined files are nobody's in particular."""
    return {
        shared.path: _owner(by_path[shared.path]) if shared.path in by_path else Owner("", ours=False)
        for shared in objects
    }


def _owner(candidate: Candidate) -> Owner:
    return Owner(candidate.package, candidate.ours)


def _loaded_file(path: Path) -> Candidate:
    """A file of a process: the package is the folder below that of all packages, and Tenon's ones are known by name."""
    parts = path.parts
    own = next((name for name in parts if name in ("ttmlir", "ttrt")), None)
    if own is not None:
        return Candidate(path, own, ours=True, relative=Path(*parts[parts.index(own) :]))
    for folder in ("site-packages", "dist-packages"):
        if folder in parts[:-1]:
            relative = Path(*parts[parts.index(folder) + 1 :])
            return Candidate(path, relative.parts[0].removesuffix(".libs"), ours=False, relative=relative)
    return Candidate(path, "", ours=False, relative=Path(path.name))
