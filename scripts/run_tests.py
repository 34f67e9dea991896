"""Runs every suite of tests (ctest, lit, pytest), counts all of them, and ends with `N passed, N failed`.

Called by ./test, which has installed and built what is needed. Each suite writes JUnit XML, the one format that all
three have; the counts come from there and not from the printed text.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON_TESTS = ROOT / "tests" / "python"
BIN = Path(sys.executable).parent


@dataclass
class Outcome:
    """What one suite came to."""

    suite: str
    seconds: float
    passed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Suite:
    """A command that writes JUnit XML to a file; exit statuses in `empty` mean that no test was chosen."""

    name: str
    command: Sequence[str | Path]
    report: Path
    environment: dict[str, str] = field(default_factory=dict)
    empty: tuple[int, ...] = ()


def read_report(report: Path, outcome: Outcome) -> None:
    """Count the test cases of a JUnit file into `outcome`."""
    for case in ElementTree.parse(report).iter("testcase"):
        name = ".".join(part for part in (case.get("classname"), case.get("name")) if part)
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failures.append(name)
        elif case.find("skipped") is not None or case.get("status") in ("disabled", "notrun"):
            outcome.skipped += 1
        else:
            outcome.passed += 1


def run(suite: Suite) -> Outcome:
    """Run one suite with its output shown."""
    print(f"\n== {suite.name}", flush=True)
    begin = time.monotonic()
    environment = {**os.environ, **suite.environment}
    status = subprocess.run([str(part) for part in suite.command], cwd=ROOT, env=environment, check=False).returncode
    outcome = Outcome(suite.name, time.monotonic() - begin)
    if suite.report.exists():
        read_report(suite.report, outcome)
    if status != 0 and status not in suite.empty and not outcome.failures:
        outcome.failures.append(f"{suite.name} (ended with status {status})")
    return outcome


def ctest(name: str, build: Path, reports: Path, match: str | None, *, threads: bool = False) -> Suite:
    """The GoogleTest programs of a build; with `threads`, the tests that start some."""
    report = reports / f"{name}.xml"
    command: list[str | Path] = ["ctest", "--test-dir", build, "--output-on-failure", "--no-tests=ignore"]
    command += ["--output-junit", report, "--progress", "--parallel", str(os.cpu_count() or 1)]
    if match:
        command += ["-R", re.escape(match)]
    if threads:
        # A test with this label ends in the builds without sanitizers where it starts one: tests/TestPrograms.cmake.
        command += ["-LE", "^one_thread$"]
    environment = {
        "ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
        # A forked process may start threads: a test does so.
        "TSAN_OPTIONS": f"suppressions={ROOT / 'tests/runtime/tsan.supp'}:die_after_fork=0",
    }
    return Suite(name, command, report, environment)


def lit(build: Path, reports: Path, match: str | None) -> Suite:
    """The compiler's tests."""
    report = reports / "lit.xml"
    command: list[str | Path] = [BIN / "lit", "--succinct", "--verbose", "--no-progress-bar", "--allow-empty-runs"]
    command += ["--xunit-xml-output", report]
    if match:
        command += ["--filter", re.escape(match)]
    return Suite("lit", [*command, build / "tests" / "ttmlir"], report)


def workers() -> int:
    """How many processes pytest's tests are shared among: one for each core that this process may use.

    Two at least, as many tests wait for processes of their own, and eight at most, as each takes 600 MB.
    """
    return min(max(len(os.sched_getaffinity(0)), 2), 8)


def pytest(build: Path, reports: Path, match: str | None, tests: Path = PYTHON_TESTS, *, slow: bool) -> Suite:
    """The tests of the Python packages and of the whole."""
    name = "pytest (slow)" if slow else "pytest"
    report = reports / f"pytest-{slow}.xml"
    command: list[str | Path] = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}"]
    command += ["-m", "slow" if slow else "not slow"]
    # Neighbours go to the same worker, which keeps what a module's or a folder's tests share, until one has none left.
    command += [f"--numprocesses={workers()}", "--dist=worksteal"]
    if match:
        command += ["--match", match]
    command.append(tests)  # pytest knows --match by a file there
    environment = {
        "TENON_BUILD_DIR": str(build),
        # Tests are kept compiled beside their files: every worker would compile all of them anew.
        "PYTHONDONTWRITEBYTECODE": "",
        # The workers fill the cores. numpy's threads wait for each other by turning round and round, and would take
        # four times as long as one of them.
        "OPENBLAS_NUM_THREADS": "1",
    }
    return Suite(name, command, report, environment, empty=(5,))


def sanitized_pytest(build: Path, reports: Path, match: str | None, tests: Path, *, asan: str) -> Suite:
    """The tests of a folder, with the extensions as the build made them, under its sanitizers.

    Python itself is not instrumented, so the sanitizers' library is loaded before it. What Python means to keep is lost
    when it ends: tests/python/leak_check.py looks for leaks before that.
    """
    suite = pytest(build, reports, match, tests, slow=False)
    libraries = [
        subprocess.run(["clang++-22", f"-print-file-name={name}"], capture_output=True, text=True, check=True).stdout
        for name in ("libclang_rt.asan-x86_64.so", "libstdc++.so.6")
    ]
    environment = {
        **suite.environment,
        "LD_PRELOAD": " ".join(library.strip() for library in libraries),
        "ASAN_OPTIONS": f"detect_leaks=1:leak_check_at_exit=0:{asan}",
        "LSAN_OPTIONS": f"suppressions={ROOT / 'tests/python/leaks.supp'}:print_suppressions=0",
        "UBSAN_OPTIONS": "print_stacktrace=1",
    }
    # Python's own memory is looked at where tests run, not where they are handed out.
    worker = f"popen//python=env PYTHONMALLOC=malloc {shlex.quote(sys.executable)}"
    report = reports / f"pytest-{build.name}-{tests.name}.xml"
    command = [part for part in suite.command[:-1] if not str(part).startswith("--numprocesses")]
    command += [f"--tx={workers()}*{worker}", f"--junitxml={report}", tests]
    return Suite(f"pytest ({build.name})", command, report, environment, empty=(5,))


def sanitized(build: Path, reports: Path, match: str | None) -> list[Suite]:
    """The suites of a build with sanitizers: those of what it was told to build with them."""
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    suites = []
    # What is freed is held back, but not so much that growth goes unseen.
    asan = "quarantine_size_mb=8"
    if sanitizers := re.search(r"^TENON_SANITIZE:\w+=(.+)", cache, re.MULTILINE):
        # Where there is one thread, the thread sanitizer has nothing to look for.
        threads = sanitizers[1] == "thread"
        suites.append(ctest(f"ctest ({build.name})", build, reports, match, threads=threads))
        if (build / "python_packages" / "ttrt").exists():
            suites.append(sanitized_pytest(build, reports, match, PYTHON_TESTS / "hooks", asan=asan))
    if re.search(r"^TENON_SANITIZE_BINDINGS:\w+=.", cache, re.MULTILINE):
        # It is also overwritten, so that MLIR, which is not instrumented, cannot go on with it unnoticed.
        asan += ":max_free_fill_size=4096"
        suites.append(sanitized_pytest(build, reports, match, PYTHON_TESTS / "ttmlir", asan=asan))
    return suites


def parse_arguments() -> argparse.Namespace:
    """The command line, as ./test passes it on."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "release")
    parser.add_argument("--sanitizer-build", type=Path, action="append", default=[])
    parser.add_argument("--only-sanitizers", action="store_true")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("match", nargs="?")
    return parser.parse_args()


def main() -> int:
    """Run what is asked for; return the exit status."""
    arguments = parse_arguments()
    build, match = arguments.build, arguments.match
    with tempfile.TemporaryDirectory(prefix="tenon-test.") as folder:
        reports = Path(folder)
        suites: list[Suite] = []
        if not arguments.only_sanitizers:
            suites += [
                ctest("ctest", build, reports, match),
                lit(build, reports, match),
                pytest(build, reports, match, slow=False),
            ]
            if not arguments.fast:
                suites.append(pytest(build, reports, match, slow=True))
        for path in arguments.sanitizer_build:
            suites += sanitized(path, reports, match)
        outcomes = [run(suite) for suite in suites]

    print("\n== Summary")
    for outcome in outcomes:
        skipped = f", {outcome.skipped} skipped" if outcome.skipped else ""
        counts = f"{outcome.passed} passed, {len(outcome.failures)} failed{skipped}"
        print(f"{outcome.suite:<24} {counts:<40} {outcome.seconds:7.1f} s")
    for outcome in outcomes:
        for failure in outcome.failures:
            print(f"FAILED {outcome.suite}: {failure}")
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(len(outcome.failures) for outcome in outcomes)
    if not passed and not failed:
        print(f"no test matches {match!r}" if match else "there are no tests", file=sys.stderr)
        print("0 passed, 0 failed")
        return 2
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
