"""`ttrt doctor` and environment variables that contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from doctor_samples import PACKAGES, report_of, running

from ttrt.doctor import Severity
from ttrt.doctor.environment import Surroundings, contradictions
from ttrt.doctor.pythons import Python

BOTH = {"TT_RUNTIME_DEBUG": "1", "TT_FORCE_DEBUG_CALLBACKS": "1"}


def found(folder: Path, variables: dict[str, str], flags: str = "") -> list[tuple[Severity, str]]:
    surroundings = Surroundings(variables, folder, [folder / "modules"], Python((3, 12), flags))
    findings = contradictions(surroundings)
    assert all(finding.why and finding.remedy and finding.check == "environment" for finding in findings)
    return [(finding.severity, finding.what) for finding in findings]


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"TT_FORCE_DEBUG_CALLBACKS": "1"}, "TT_FORCE_DEBUG_CALLBACKS=1 is set without TT_RUNTIME_DEBUG=1"),
        (BOTH, "there is no debug_callback.py"),
        ({"TTRT_CALLBACK_ERRORS": "ignore"}, "TTRT_CALLBACK_ERRORS is 'ignore'"),
        ({"TT_RUNTIME_NUM_THREADS": "-1"}, "TT_RUNTIME_NUM_THREADS is '-1'"),
        ({"TT_RUNTIME_NUM_THREADS": "many"}, "TT_RUNTIME_NUM_THREADS is 'many'"),
        ({"TT_RUNTIME_NUM_THREADS": "0"}, "TT_RUNTIME_NUM_THREADS is '0'"),
        ({"TT_RUNTIME_MEMORY_LIMIT": "2GB"}, "TT_RUNTIME_MEMORY_LIMIT is '2GB'"),
        ({"TENON_ONEDNN_LIBRARY": "/nowhere/libdnnl.so.3"}, "/nowhere/libdnnl.so.3, which does not exist"),
        ({"PYTHONPATH": "/opt/lib/python3.10/site-packages"}, "which belongs to Python 3.10"),
        ({"PYTHONPATH": "/opt/lib/python3.12t/site-packages"}, "which belongs to Python 3.12t"),
        ({"PYTHONHOME": "/nowhere"}, "PYTHONHOME is /nowhere, where there is no lib/python3.12"),
        ({"LD_PRELOAD": "/nowhere/liba.so:/nowhere/libb.so"}, "/nowhere/liba.so, /nowhere/libb.so, which do not exist"),
    ],
)
def test_a_problem(tmp_path: Path, variables: dict[str, str], says: str) -> None:
    ((severity, what),) = found(tmp_path, variables)
    assert severity is Severity.PROBLEM and says in what


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"TT_RUNTIME_DEBUG": "1"}, "TT_RUNTIME_DEBUG=1 is set without TT_FORCE_DEBUG_CALLBACKS=1"),
        ({"TENON_ISA": "sse9"}, "TENON_ISA is 'sse9'"),
        ({"TT_RUNTIME_REFERENCE": "1"}, "TT_RUNTIME_REFERENCE=1"),
        ({"LD_LIBRARY_PATH": "/nowhere"}, "LD_LIBRARY_PATH names /nowhere, which does not exist"),
    ],
)
def test_a_note(tmp_path: Path, variables: dict[str, str], says: str) -> None:
    ((severity, what),) = found(tmp_path, variables)
    assert severity is Severity.NOTE and says in what


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"TT_FORCE_DEBUG_CALLBACKS": "0", "TT_RUNTIME_DEBUG": ""},
        {"TTRT_CALLBACK_ERRORS": "stop"},
        {"TTRT_CALLBACK_ERRORS": "warn"},
        {"TT_RUNTIME_NUM_THREADS": "4"},
        {"TT_RUNTIME_NUM_THREADS": ""},
        {"TT_RUNTIME_MEMORY_LIMIT": "1000000"},
        {"TENON_ISA": "baseline"},
        {"TENON_ONEDNN_LIBRARY": "none"},
        {"PYTHONPATH": "/opt/lib/python3.12/site-packages:/some/python3.9/project"},
        {"LD_PRELOAD": "libjemalloc.so.2"},
        {"LD_LIBRARY_PATH": "/usr/lib:"},
    ],
)
def test_nothing(tmp_path: Path, variables: dict[str, str]) -> None:
    assert not found(tmp_path, variables)


@pytest.mark.parametrize("place", ["debug_callback.py", "modules/debug_callback.py", "debug_callback/__init__.py"])
def test_callbacks_that_are_there(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).touch()
    assert not found(tmp_path, BOTH)


def test_the_command_looks_at_its_environment(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    report = report_of(tmp_path / "nothing", status=1, cwd=tmp_path, **BOTH)
    assert [finding["check"] for finding in report["findings"]] == ["environment"]
    (tmp_path / "debug_callback.py").touch()
    assert not report_of(tmp_path / "nothing", status=0, cwd=tmp_path, **BOTH)["findings"]


def test_the_environment_of_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doctor_samples.clean_environment", lambda **_: {"PYTHONPATH": str(PACKAGES), **BOTH})
    with running("pass") as pid:
        monkeypatch.undo()
        (finding,) = report_of("--pid", pid, status=1)["findings"]
    assert "there is no debug_callback.py" in finding["what"]
