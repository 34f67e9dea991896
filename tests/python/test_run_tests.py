"""The runner behind ./test: every suite's tests are counted, and nothing that went wrong counts as passed."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def run_tests(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_tests", root / "scripts" / "run_tests.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["run_tests"] = module
    spec.loader.exec_module(module)
    return module


REPORT = """
<testsuites><testsuite>
  <testcase classname="a" name="good"/>
  <testcase classname="a" name="also good"/>
  <testcase classname="a" name="wrong"><failure/></testcase>
  <testcase classname="a" name="broken"><error/></testcase>
  <testcase classname="a" name="left out"><skipped/></testcase>
  <testcase name="off" status="disabled"/>
</testsuite></testsuites>
"""


def test_every_kind_of_test_case_is_counted(run_tests: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    outcome = run_tests.Outcome("suite", 0.0)
    run_tests.read_report(tmp_path / "report.xml", outcome)
    assert (outcome.passed, outcome.skipped, outcome.failures) == (2, 2, ["a.wrong", "a.broken"])


def test_a_suite_that_ends_badly_without_a_report_has_failed(run_tests: ModuleType, tmp_path: Path) -> None:
    suite = run_tests.Suite("suite", [sys.executable, "-c", "exit(3)"], tmp_path / "none.xml")
    assert run_tests.run(suite).failures == ["suite (ended with status 3)"]


def test_a_suite_that_crashes_after_its_report_has_failed(run_tests: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text('<testsuite><testcase name="good"/></testsuite>')
    suite = run_tests.Suite("suite", [sys.executable, "-c", "import os; os.abort()"], tmp_path / "report.xml")
    outcome = run_tests.run(suite)
    assert outcome.passed == 1
    assert outcome.failures == ["suite (ended with status -6)"]


def test_a_suite_without_a_test_of_the_name_has_not_failed(run_tests: ModuleType, tmp_path: Path) -> None:
    suite = run_tests.Suite("suite", [sys.executable, "-c", "exit(5)"], tmp_path / "none.xml", empty=(5,))
    assert run_tests.run(suite).failures == []


@pytest.mark.parametrize(("name", "status"), [("test_links_lead_to_files[README.md]", 0), ("no test's name", 5)])
def test_pytest_runs_the_tests_of_a_name(
    run_tests: ModuleType, root: Path, tmp_path: Path, name: str, status: int
) -> None:
    suite = run_tests.pytest(tmp_path, tmp_path, name, slow=False)
    folder = suite.command[-1]
    assert folder == root / "tests" / "python"
    # Not with all of them, which takes long.
    others = [f"--ignore={path}" for path in folder.iterdir() if path.name not in ("conftest.py", "test_docs.py")]
    command = [*map(str, suite.command), "--numprocesses=0", *others]
    assert subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == status


@pytest.mark.parametrize(
    ("cache", "packages", "expected"),
    [
        ("TENON_SANITIZE:STRING=thread\nTENON_SANITIZE_BINDINGS:STRING=\n", [], ["ctest"]),
        # A runtime's build has the folder of ttmlir too: it holds the library that extensions share.
        ("TENON_SANITIZE:STRING=address\nTENON_SANITIZE_BINDINGS:STRING=\n", ["ttrt", "ttmlir"], ["ctest", "hooks"]),
        ("TENON_SANITIZE:STRING=\nTENON_SANITIZE_BINDINGS:STRING=address\n", ["ttrt", "ttmlir"], ["ttmlir"]),
    ],
    ids=["runtime without Python", "runtime", "bindings"],
)
def test_a_sanitizer_build_runs_the_tests_of_what_it_instruments(
    run_tests: ModuleType, tmp_path: Path, cache: str, packages: list[str], expected: list[str]
) -> None:
    (tmp_path / "CMakeCache.txt").write_text(cache)
    for package in packages:
        (tmp_path / "python_packages" / package).mkdir(parents=True)
    suites = run_tests.sanitized(tmp_path, tmp_path, None)
    assert ["ctest" if suite.name.startswith("ctest") else suite.command[-1].name for suite in suites] == expected


@pytest.mark.parametrize(("sanitizers", "left_out"), [("thread", True), ("address,undefined", False)])
def test_only_the_thread_sanitizer_leaves_out_what_has_one_thread(
    run_tests: ModuleType, tmp_path: Path, sanitizers: str, left_out: bool
) -> None:
    (tmp_path / "CMakeCache.txt").write_text(f"TENON_SANITIZE:STRING={sanitizers}\n")
    [suite] = run_tests.sanitized(tmp_path, tmp_path, None)
    assert ("one_thread" in " ".join(map(str, suite.command))) == left_out


@pytest.mark.parametrize("thread", [False, True])
def test_a_thread_ends_a_test_that_is_said_to_start_none(build_dir: Path, tmp_path: Path, thread: bool) -> None:
    library = build_dir / "tests" / "one_thread.so"
    program = "import threading; threading.Thread(target=print, args=['ran']).start()" if thread else "print('ran')"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={"LD_PRELOAD": str(library)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == (-signal.SIGABRT if thread else 0)
    assert ended.stdout == ("" if thread else "ran\n")
    assert ("starts a thread" in ended.stderr) == thread
