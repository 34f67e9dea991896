"""`ttrt doctor` and extensions that were built for another Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from doctor_samples import SUFFIX, plain_extension, report_of

from ttrt.doctor.pythons import Python

OTHER = SUFFIX.replace(f"cpython-3{sys.version_info.minor}", "cpython-399")
THIS = Python((3, 13), "", "x86_64-linux-gnu")
FREE_THREADED = Python((3, 13), "t", "x86_64-linux-gnu")


@pytest.mark.parametrize(
    ("python", "file", "reason"),
    [
        (THIS, "m.cpython-313-x86_64-linux-gnu.so", None),
        (THIS, "m.abi3.so", None),
        (THIS, "m.so", None),
        (THIS, "m.cpython-312-x86_64-linux-gnu.so", "CPython 3.12"),
        (THIS, "m.cpython-313t-x86_64-linux-gnu.so", "CPython 3.13 (free-threaded)"),
        (THIS, "m.cpython-313d-x86_64-linux-gnu.so", "CPython 3.13 (debug)"),
        (THIS, "m.cpython-313-aarch64-linux-gnu.so", "the platform aarch64-linux-gnu"),
        (THIS, "m.pypy310-pp73-x86_64-linux-gnu.so", "PyPy"),
        (THIS, "m.abi3t.so", "the limited API of free-threaded Pythons"),
        (FREE_THREADED, "m.cpython-313t-x86_64-linux-gnu.so", None),
        (FREE_THREADED, "m.cpython-313-x86_64-linux-gnu.so", "CPython 3.13"),
        (FREE_THREADED, "m.abi3.so", "the limited API, which a free-threaded Python does not load"),
    ],
)
def test_what_a_name_says(python: Python, file: str, reason: str | None) -> None:
    assert python.why_not(file) == reason


def test_an_extension_for_another_python(tmp_path: Path) -> None:
    extension = plain_extension(tmp_path / f"module{OTHER}")
    (finding,) = report_of(tmp_path, status=1)["findings"]
    assert finding["check"] == "python" and finding["files"] == [str(extension)]
    assert f"module{OTHER} was built for CPython 3.99" in finding["what"]
    assert f"this is CPython 3.{sys.version_info.minor}" in finding["what"]
    # Beside it lies one that fits.
    plain_extension(tmp_path / f"module{SUFFIX}")
    assert not report_of(tmp_path, status=0)["findings"]


def test_an_extension_for_another_processor(tmp_path: Path) -> None:
    extension = plain_extension(tmp_path / f"module{SUFFIX}")
    content = bytearray(extension.read_bytes())
    content[18:20] = (22).to_bytes(2, "little")  # e_machine: IBM S/390
    extension.write_bytes(content)
    (finding,) = report_of(tmp_path, status=1)["findings"]
    assert "was built for the processor s390" in finding["what"]
