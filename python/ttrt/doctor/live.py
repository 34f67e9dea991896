"""What a running process shows of its nanobind instances: which are initialised, and for which domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .findings import Finding, Instance, Severity
from .instances import NOT_INITIALISED, ONE_NANOBIND
from .process import Process
from .shared_object import SharedObject


def observe(process: Process, objects: Sequence[SharedObject], judged: Iterable[Instance]) -> list[Instance]:
    """The instances with what the process's memory says of them.

    Where a file's symbols were removed, an instance counts as initialised if its version is registered with the
    interpreter and the file is the one that extensions initialise.
    """
    by_path = {str(shared.path): shared for shared in objects}
    judged = list(judged)
    keys = process.registered_keys() if any(instance.library == "nanobind" for instance in judged) else set()
    return [_observe(process, by_path[instance.file], instance, keys) for instance in judged]


def _observe(process: Process, shared: SharedObject, instance: Instance, keys: set[str]) -> Instance:
    if instance.library != "nanobind":
        return instance
    base = process.base_of(shared)
    if instance.address is not None and base is not None:
        pointer = process.pointer_at(base + instance.address, shared.bits)
        if pointer is not None:
            instance = replace(instance, pointer=pointer, initialised=pointer != 0)
    domains = {key.removeprefix(f"{instance.abi}_") for key in keys if key.startswith(f"{instance.abi}_")}
    if instance.pointer is None and instance.initialised and not domains:
        instance = replace(instance, initialised=None)
    if instance.initialised and domains and instance.domain not in domains:
        instance = replace(instance, domain=" or ".join(sorted(domains)))
    return instance


def confirm(pid: int, judged: Sequence[Instance], findings: Iterable[Finding]) -> list[Finding]:
    """The findings from the files, confirmed or dropped by the memory; and a finding for every other pointer at 0x0."""
    pointers: dict[str, list[int | None]] = {}
    for instance in judged:
        if instance.library == "nanobind":
            pointers.setdefault(instance.file, []).append(instance.pointer)
    confirmed = []
    for finding in findings:
        values = pointers.pop(finding.files[0], [])
        if values and all(values):
            continue  # initialised after all
        if 0 in values:
            finding = replace(finding, severity=Severity.PROBLEM, what=f"{finding.what} {_observed(pid, values)}")
        confirmed.append(finding)
    return confirmed + [_at_zero(pid, file, values) for file, values in pointers.items() if 0 in values]


def _observed(pid: int, values: Sequence[int | None]) -> str:
    return f"In process {pid} its internals are at {', '.join(hex(value) for value in values if value is not None)}."


def _at_zero(pid: int, file: str, values: Sequence[int | None]) -> Finding:
    return Finding(
        Severity.PROBLEM,
        "instances",
        f"{file.rpartition('/')[2]} has an instance of nanobind that is not initialised. {_observed(pid, values)}",
        NOT_INITIALISED,
        ONE_NANOBIND,
        (file,),
    )
