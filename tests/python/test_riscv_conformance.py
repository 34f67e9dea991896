"""The runner of others' RISC-V tests, on checkouts that are made here: it must tell passing from failing ones."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNNER = ROOT / "tests" / "conformance" / "riscv.py"

SELF_CHECKING = """
#include "riscv_test.h"
RVTEST_RV32U
RVTEST_CODE_BEGIN
  li TESTNUM, 3
  li a0, 6
  li a1, 7
  mul a2, a0, a1
  li a3, {expected}
  bne a2, a3, fail
  RVTEST_PASS
fail:
  RVTEST_FAIL
RVTEST_CODE_END
"""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TENON_BUILD_DIR": os.environ.get("TENON_BUILD_DIR", str(ROOT / "build" / "release"))}
    return subprocess.run(
        [sys.executable, str(RUNNER), str(folder), *options],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def checkout(folder: Path, **expected: int) -> Path:
    tests = folder / "isa" / "rv32ui"
    tests.mkdir(parents=True)
    for name, value in expected.items():
        (tests / f"{name}.S").write_text(SELF_CHECKING.format(expected=value), encoding="ascii")
    return folder


def test_passing_tests_are_counted_for_each_tier(tmp_path: Path) -> None:
    result = run(checkout(tmp_path, product=42))
    assert result.stdout.splitlines()[-1] == "2 passed, 0 failed", result.stdout
    assert result.returncode == 0


def test_failing_tests_name_the_case(tmp_path: Path) -> None:
    result = run(checkout(tmp_path, product=42, wrong=43), "--tier", "interpreter")
    assert result.stdout.splitlines()[-1] == "1 passed, 1 failed"
    assert "FAILED  rv32ui-p-wrong (interpreter)\n    status 3" in result.stdout
    assert result.returncode == 1


def test_tests_that_do_not_build_have_failed(tmp_path: Path) -> None:
    folder = checkout(tmp_path)
    (folder / "isa" / "rv32ui" / "broken.S").write_text("no instruction\n", encoding="ascii")
    result = run(folder, "--tier", "interpreter")
    assert "does not build" in result.stdout
    assert result.stdout.splitlines()[-1] == "0 passed, 1 failed"


def test_other_folders_are_refused(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.returncode == 2
    assert "is no checkout of riscv-tests" in result.stderr
