"""Judges the instances of nanobind: which extension initialises which, and which nothing initialises.

An extension's PyInit_ function initialises the nanobind that it links: the shared library's, where it imports the
function that does so, and otherwise the one compiled into it. Every further core stays as the loader made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .cores import Core
from .findings import Finding, Holder, Instance, Severity, finding
from .shared_object import SharedObject

NOT_INITIALISED = (
    "Code that was linked with an instance that is not initialised follows a null pointer (internals = 0x0) the first time "
    "it looks up a type or converts a value, and the process ends with a segmentation fault. That is often long after the "
    "import, when a callback runs for the first time."
)
ONE_NANOBIND = (
    "Leave exactly one nanobind: build the static library without it (no nanobind sources or objects in it, no "
    "libnanobind-static; it may call Python through Python's own C API), or let its code that needs nanobind use the shared "
    "library's, compiled with NB_SHARED. Then link the extension again."
)


@dataclass(frozen=True)
class ArchivedCore:
    """A core in an archive's member, and the functions by which code that links the member is recognised."""

    path: Path
    member: str
    core: Core
    functions: tuple[bytes, ...]


@dataclass(frozen=True)
class Owner:
    """Whose a file is; `package` is empty where it belongs to none, such as a library of the system."""

    package: str
    ours: bool


@dataclass(frozen=True)
class Linked:
    """The files to judge, whose they are, and which files are loaded with an extension, itself first."""

    objects: Sequence[SharedObject]
    owners: Mapping[Path, Owner]
    loaded_with: Callable[[SharedObject], Sequence[SharedObject]]
    came_from: Callable[[SharedObject], Sequence[ArchivedCore]]


def judge(linked: Linked) -> tuple[list[Instance], list[Finding]]:
    """All instances in linked files, and what is wrong with them."""
    users = _users_of_shared(linked)
    instances: list[Instance] = []
    findings: list[Finding] = []
    for shared in linked.objects:
        owner = linked.owners[shared.path]
        instances += _instances(shared, owner, users.get(shared.path, []))
        if shared.nanobind_cores:
            findings += _findings(shared, owner, linked, users.get(shared.path, []))
    return instances, findings


def domain_of(path: Path) -> str | None:
    """The domain in the name that nanobind's build gives to a shared library, for instance libnanobind-tenon.so."""
    match = re.match(r"libnanobind(?:-abi3|-ft|-static)*-([^.]+)\.so", path.name)
    return match[1] if match else None


def shared_nanobind_of(extension: SharedObject, linked: Linked) -> SharedObject | None:
    """The shared library whose nanobind this extension initialises."""
    if not extension.imports_nanobind:
        return None
    return next((s for s in linked.loaded_with(extension) if s.exports_nanobind and s is not extension), None)


def _users_of_shared(linked: Linked) -> dict[Path, list[SharedObject]]:
    users: dict[Path, list[SharedObject]] = {}
    for shared in linked.objects:
        provider = shared_nanobind_of(shared, linked) if shared.is_extension else None
        if provider is not None:
            users.setdefault(provider.path, []).append(shared)
    return users


def _instances(shared: SharedObject, owner: Owner, users: Sequence[SharedObject]) -> Iterable[Instance]:
    holder = Holder.LIBRARY
    if shared.is_extension or shared.is_shared_nanobind:
        holder = Holder.EXTENSION if shared.is_extension else Holder.SHARED
    spare = 0 if shared.imports_nanobind else _initialised_here(shared, users)
    for core in shared.cores:
        initialised: bool | None = True
        if core.library == "nanobind":
            initialised = spare > 0 or (None if shared.is_shared_nanobind else False)
            spare -= 1
        by = (str(shared.path),) if shared.is_extension else tuple(str(user.path) for user in users)
        yield Instance(
            core.library,
            str(shared.path),
            holder,
            owner.package,
            owner.ours,
            core.abi,
            domain_of(shared.path) if core.library == "nanobind" else None,
            initialised=initialised,
            initialised_by=by if initialised else (),
            address=core.address,
        )


def _initialised_here(shared: SharedObject, users: Sequence[SharedObject]) -> int:
    """How many of the file's cores something initialises: one, if anything does."""
    return int(shared.is_extension or bool(users))


def _findings(shared: SharedObject, owner: Owner, linked: Linked, users: Sequence[SharedObject]) -> Iterable[Finding]:
    cores = len(shared.nanobind_cores)
    if shared.is_extension:
        provider = shared_nanobind_of(shared, linked)
        if shared.imports_nanobind or cores > 1:
            yield _second_in_extension(shared, provider, linked)
        elif (beside := _needed_nanobind(shared, linked)) is not None:
            yield _apart(shared, owner, beside)
    elif shared.is_shared_nanobind and not users:
        yield _unused_shared(shared)
    elif not users:
        yield _in_library(shared, owner)
    elif cores > 1:
        yield _second_in_extension(shared, None, linked)


def _second_in_extension(shared: SharedObject, provider: SharedObject | None, linked: Linked) -> Finding:
    own = len(shared.nanobind_cores)
    initialised = f"the shared one, {provider.path.name}" if provider is not None else "the shared one"
    if not shared.imports_nanobind:
        initialised = "one of those compiled into it"
    idle = own if shared.imports_nanobind else own - 1
    total = own + (1 if shared.imports_nanobind else 0)
    verb = "is never initialised" if idle == 1 else "are never initialised"
    entry = shared.entries[0] if shared.entries else "its code"
    sources = linked.came_from(shared)
    archives = sorted({str(source.path) for source in sources})
    origin = ""
    if sources:
        names = ", ".join(f"{source.path.name} (member {source.member})" for source in sources)
        sure = any(source.functions for source in sources)
        origin = f" The spare one {'came' if sure else 'may have come'} with the static library {names}."
    return Finding(
        Severity.PROBLEM,
        "instances",
        f"{shared.path.name} brings {total} instances of nanobind into a process, {idle} of which {verb}: {entry} "
        f"initialises {initialised}, and {own} {'is' if own == 1 else 'are'} compiled into the file.{origin}",
        NOT_INITIALISED,
        ONE_NANOBIND,
        (str(shared.path), *archives, *([str(provider.path)] if provider is not None else [])),
    )


def _needed_nanobind(extension: SharedObject, linked: Linked) -> SharedObject | None:
    """A shared nanobind that the extension itself asks for."""
    loaded = linked.loaded_with(extension)
    return next((s for s in loaded if s.is_shared_nanobind and {s.soname, s.path.name} & set(extension.needed)), None)


def _apart(shared: SharedObject, owner: Owner, beside: SharedObject) -> Finding:
    return finding(
        owner.ours,
        "instances",
        f"{shared.path.name} brings 2 instances of nanobind into a process: it is linked with the shared one, "
        f"{beside.path.name}, and {shared.entries[0]} initialises another that is compiled into the file",
        "What was meant to be shared is not: its types are unknown to the extensions that use the shared one; and if no "
        "extension initialises that, code that was linked with it crashes at its first look-up of a type.",
        ONE_NANOBIND,
        (shared.path, beside.path),
    )


def _unused_shared(shared: SharedObject) -> Finding:
    return Finding(
        Severity.NOTE,
        "instances",
        f"{shared.path.name} is a shared nanobind library that none of the examined extensions links",
        "By itself it does nothing: an extension that links it initialises it.",
        "Nothing, if its extensions lie elsewhere; name their folder as well to have them examined together.",
        (str(shared.path),),
    )


def _in_library(shared: SharedObject, owner: Owner) -> Finding:
    return finding(
        owner.ours,
        "instances",
        f"{shared.path.name} holds an instance of nanobind that is never initialised: the file is no extension (it has no "
        "PyInit_ function), and no examined extension links nanobind from it",
        NOT_INITIALISED,
        ONE_NANOBIND
        if owner.ours
        else "Nothing, while it works. If a process that uses it crashes, look at that process: ttrt doctor --pid N.",
        (shared.path,),
    )


def in_archives(archived: Sequence[ArchivedCore], owners: Mapping[Path, Owner], explained: set[Path]) -> list[Finding]:
    """What is to be said of archives with nanobind in them that no finding on an extension has named."""
    findings = []
    for path in sorted({item.path for item in archived if item.core.library == "nanobind"} - explained):
        members = ", ".join(item.member for item in archived if item.path == path and item.core.library == "nanobind")
        if path.name.startswith("libnanobind"):
            findings.append(_library_of_nanobind(path))
            continue
        findings.append(
            finding(
                owners[path].ours,
                "instances",
                f"the static library {path.name} holds an instance of nanobind (in {members}): an extension that links it "
                "besides another nanobind has two, and the second is never initialised",
                NOT_INITIALISED,
                ONE_NANOBIND,
                (path,),
            )
        )
    return findings


def archived_instances(archived: Iterable[ArchivedCore], owners: Mapping[Path, Owner]) -> list[Instance]:
    """The cores in archives as instances to be: none of them is in a process by itself."""
    return [
        Instance(
            item.core.library,
            str(item.path),
            Holder.ARCHIVE,
            owners[item.path].package,
            owners[item.path].ours,
            item.core.abi,
            member=item.member,
            initialised=False if item.core.library == "nanobind" else None,
        )
        for item in archived
    ]


def of_others(found: Iterable[Instance]) -> list[Finding]:
    """A note that counts the instances which others' packages have for themselves."""
    theirs = [i for i in found if i.package and i.initialised and not i.ours]
    if not theirs:
        return []
    counts = [
        f"{number} of {library}"
        for library in ("nanobind", "pybind11")
        if (number := sum(i.library == library for i in theirs))
    ]
    packages = ", ".join(sorted({i.package for i in theirs}))
    return [
        Finding(
            Severity.NOTE,
            "instances",
            f"other packages have their own instances ({' and '.join(counts)}): {packages}",
            "Each is initialised by its own extension; that is how both libraries are meant to be used.",
            "Nothing; --json lists them.",
        )
    ]


def _library_of_nanobind(path: Path) -> Finding:
    return Finding(
        Severity.NOTE,
        "instances",
        f"{path.name} is nanobind as a static library",
        "It is meant to be linked into one extension. Linked besides a shared nanobind, it is a second instance, which is "
        "never initialised.",
        "Nothing, as long as no extension links it besides another nanobind.",
        (str(path),),
    )
