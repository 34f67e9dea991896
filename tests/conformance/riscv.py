"""Runs the tests of a checkout of riscv-tests or riscv-arch-test on the cores of the simulated card.

    tests/conformance/riscv.py DIR [--tier interpreter|native|both]

Ends with the line `N passed, N failed`; a test counts once for each tier.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENVIRONMENT = HERE / "environment"
CLANG = ["clang-22", "--target=riscv32", "-mabi=ilp32", "-nostdlib", "-static", "-fuse-ld=lld"]
# Some tests execute and write their data: one segment for everything.
LINK = ["-Wl,--omagic", "-Wl,-Ttext=0x10000", "-Wl,-e,_start", "-Wl,-z,norelro"]
SECONDS = 120
TIERS = {
    "interpreter": ["--tier", "interpreter"],
    "native": ["--tier", "native", "--eager"],
}

EPILOG = """\
Where the tests come from (they are no part of this repository):
  git clone --depth 1 https://github.com/riscv-software-src/riscv-tests
  git clone --depth 1 --branch 3.9.1 https://github.com/riscv-non-isa/riscv-arch-test

Of riscv-tests, all of rv32ui and rv32um are run; each checks itself. Of riscv-arch-test, those of RV32 I and M, whose
signature is compared with the one that qemu-riscv32 gives (Debian: qemu-user). In the tier "native" all code is
compiled before it runs. Clang 22 and LLD 22 build the tests, against this folder's environment/.
"""


class NoTests(Exception):
    """The folder is no checkout that this program knows."""


@dataclass(frozen=True)
class Test:
    """One program of a test suite."""

    name: str
    source: Path
    flags: Sequence[str]
    compares_signature: bool
    misaligned: bool = False
    """Whether accesses that are not aligned are carried out: one test wants it."""


def riscv_tests(folder: Path) -> Iterator[Test]:
    """The tests of a checkout of riscv-tests."""
    include = ["-march=rv32im_zicsr_zifencei", f"-I{ENVIRONMENT}", f"-I{folder / 'isa' / 'macros' / 'scalar'}"]
    for group in ("rv32ui", "rv32um"):
        for source in sorted((folder / "isa" / group).glob("*.S")):
            yield Test(f"{group}-p-{source.stem}", source, include, False, misaligned=source.stem == "ma_data")


def arch_tests(folder: Path) -> Iterator[Test]:
    """The tests of a checkout of riscv-arch-test."""
    suite = folder / "riscv-test-suite"
    include = ["-march=rv32im_zicsr_zifencei", f"-I{ENVIRONMENT}", f"-I{suite / 'env'}"]
    include += ["-DXLEN=32", "-DFLEN=0", "-DTEST_CASE_1=True", "-DZIFENCE"]
    for group in ("I", "M"):
        for source in sorted((suite / "rv32i_m" / group / "src").glob("*.S")):
            yield Test(f"rv32{group.lower()}-{source.stem}", source, include, True)


def find_tests(folder: Path) -> list[Test]:
    """The tests in `folder`; NoTests if there are none."""
    if (folder / "isa" / "rv32ui").is_dir():
        tests = list(riscv_tests(folder))
    elif (folder / "riscv-test-suite" / "rv32i_m").is_dir():
        tests = list(arch_tests(folder))
    else:
        raise NoTests(
            f"{folder} is no checkout of riscv-tests (no folder isa/rv32ui) nor of riscv-arch-test "
            "(no folder riscv-test-suite/rv32i_m). --help tells where they come from."
        )
    if not tests:
        raise NoTests(f"{folder} holds no test (*.S) of RV32 I or M")
    return tests


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end, or until it took too long."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as expired:
        return subprocess.CompletedProcess(command, 124, b"", f"not finished after {expired.timeout} s".encode())


def problems(test: Test, tiers: Sequence[str], program: Path, runner: Path) -> dict[str, str]:
    """What went wrong in each tier; empty where nothing did."""
    built = run([*CLANG, *test.flags, *LINK, "-o", program, test.source])
    if built.returncode != 0:
        return dict.fromkeys(tiers, "does not build:\n" + built.stderr.decode(errors="replace"))
    expected = b""
    if test.compares_signature:
        reference = run(["qemu-riscv32", program])
        if reference.returncode != 0 or not reference.stdout:
            message = f"qemu-riscv32 gives no signature, status {reference.returncode}"
            return dict.fromkeys(tiers, message)
        expected = reference.stdout
    outcome = {}
    for tier in tiers:
        options = [*TIERS[tier], "--limit", "100000000", "--statistics"]
        if test.misaligned:
            options.append("--misaligned")
        result = run([runner, *options, program])
        outcome[tier] = ""
        if result.returncode != 0:
            outcome[tier] = f"status {result.returncode}\n" + result.stderr.decode(errors="replace")
        elif result.stdout != expected:
            outcome[tier] = difference(expected, result.stdout)
        elif tier == "native" and b", 0 native entries" in result.stderr:
            outcome[tier] = "nothing was compiled"
    return outcome


def difference(expected: bytes, found: bytes) -> str:
    """Where two signatures differ first."""
    if len(expected) != len(found):
        return f"a signature of {len(found)} bytes, expected {len(expected)}"
    at = next(i for i in range(0, len(expected), 4) if expected[i : i + 4] != found[i : i + 4])
    words = [int.from_bytes(signature[at : at + 4], "little") for signature in (found, expected)]
    return f"word {at // 4} of the signature is {words[0]:08x}, expected {words[1]:08x}"


def main() -> int:
    """Run the tests of the command line's folder."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").splitlines()[0], epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="a checkout of riscv-tests or riscv-arch-test")
    parser.add_argument("--tier", choices=[*TIERS, "both"], default="both", help="default: both")
    parser.add_argument("--match", default="", metavar="TEXT", help="only the tests whose name contains TEXT")
    parser.add_argument(
        "--build",
        type=Path,
        default=Path(os.environ.get("TENON_BUILD_DIR", ROOT / "build" / "release")),
        metavar="DIR",
        help="the build of Tenon to use (default: build/release)",
    )
    arguments = parser.parse_args()
    tiers = list(TIERS) if arguments.tier == "both" else [arguments.tier]
    runner = arguments.build / "bin" / "riscv_run"
    if not runner.exists():
        print(f"riscv.py: {runner} is missing; scripts/build makes it", file=sys.stderr)
        return 3
    try:
        tests = [test for test in find_tests(arguments.folder.resolve()) if arguments.match in test.name]
    except NoTests as error:
        print(f"riscv.py: {error}", file=sys.stderr)
        return 2
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="tenon-riscv-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = pool.map(lambda test: problems(test, tiers, Path(folder) / test.name, runner), tests)
        for test, outcome in zip(tests, outcomes, strict=True):
            for tier, problem in outcome.items():
                print(f"{'FAILED' if problem else 'passed'}  {test.name} ({tier})")
                if problem:
                    print("    " + problem.rstrip().replace("\n", "\n    "))
            failed += sum(bool(problem) for problem in outcome.values())
            passed += sum(not problem for problem in outcome.values())
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
