"""`ttrt doctor` and libraries: missing ones, the places where the loader looks, and two copies of one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from doctor_samples import SHARED_NANOBIND, SUFFIX, doctor, plain_extension, plain_library, report_of, running, text_of

from ttrt.doctor import Severity, examination, examine
from ttrt.doctor.files import Place


def test_a_missing_library_is_a_problem_where_the_user_points(tmp_path: Path) -> None:
    library = plain_library(tmp_path / "gone" / "libneeded.so.1")
    extension = plain_extension(tmp_path / "package" / f"needs{SUFFIX}", library)
    assert not report_of(tmp_path / "package", status=0)["findings"]
    library.unlink()
    result = doctor(tmp_path / "package")
    assert result.returncode == 1
    assert f"the library libneeded.so.1, which {extension.name} needs, is not found" in text_of(result)
    assert "LD_LIBRARY_PATH" in result.stdout and str(extension) in result.stdout


def test_a_missing_library_of_another_package_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = plain_library(tmp_path / "gone" / "libneeded.so.1")
    plain_extension(tmp_path / "site" / "theirs" / f"needs{SUFFIX}", library)
    library.unlink()
    monkeypatch.setattr(examination, "_installed", lambda: [Place(tmp_path / "site")])
    (finding,) = examine(variables={}).findings
    assert finding.severity is Severity.NOTE
    assert finding.what.startswith("theirs: the library libneeded.so.1")


def test_the_loaders_places(tmp_path: Path) -> None:
    library = plain_library(tmp_path / "libneeded.so.1")
    package = tmp_path / "package"
    plain_extension(package / f"origin{SUFFIX}", library, flags=["-Wl,-rpath,$ORIGIN/../elsewhere"])
    (tmp_path / "elsewhere").mkdir()
    library.rename(tmp_path / "elsewhere" / library.name)
    assert not report_of(package, status=0)["findings"]
    (tmp_path / "elsewhere").rename(tmp_path / "other")
    assert report_of(package, status=1)["problems"] == 1
    assert not report_of(package, status=0, LD_LIBRARY_PATH=str(tmp_path / "other"))["findings"]


def test_a_library_that_its_extension_finds_is_not_missing(tmp_path: Path) -> None:
    inner = plain_library(tmp_path / "package" / "inner" / "libinner.so")
    outer = plain_library(tmp_path / "package" / "libouter.so", "-Wl,--no-as-needed", str(inner))
    plain_extension(tmp_path / "package" / f"top{SUFFIX}", inner, outer)
    assert not report_of(tmp_path / "package", status=0)["findings"]


def test_two_versions_under_one_name(tmp_path: Path) -> None:
    for name, flag in (("one", "-DONE"), ("two", "-g")):
        library = plain_library(tmp_path / name / "libtwice.so", flag)
        plain_extension(tmp_path / name / f"needs_{name}{SUFFIX}", library)
    report = report_of(tmp_path, status=1)
    (finding,) = report["findings"]
    assert finding["check"] == "libraries" and "libtwice.so lies in 2 files" in finding["what"]
    assert sorted(finding["files"]) == [str(tmp_path / name / "libtwice.so") for name in ("one", "two")]
    assert "loaded first" in finding["why"]


def test_one_build_under_two_names(tmp_path: Path) -> None:
    for name in ("liba.so", "libb.so"):
        library = plain_library(tmp_path / name, "-Wl,--build-id=0xabcdef0123")
        plain_extension(tmp_path / f"needs_{name[:4]}{SUFFIX}", library)
    (finding,) = report_of(tmp_path, status=1)["findings"]
    assert sorted(finding["files"]) == [str(tmp_path / name) for name in ("liba.so", "libb.so")]
    assert "global variables" in finding["why"]


def test_two_copies_of_the_shared_nanobind(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        shutil.copy(SHARED_NANOBIND, tmp_path / name)
        plain_extension(tmp_path / name / f"needs_{name}{SUFFIX}", tmp_path / name / SHARED_NANOBIND.name)
    findings = report_of(tmp_path, status=1)["findings"]
    (problem,) = (finding for finding in findings if finding["severity"] == "problem")
    assert f"{SHARED_NANOBIND.name} lies in 2 files" in problem["what"]


def test_an_installed_package_behind_another_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [tmp_path / name for name in ("build", "site")]
    for place in places:
        library = plain_library(place / "ttrt" / "libtwice.so", f"-DIN={len(str(place))}", "-Wl,--build-id=uuid")
        plain_extension(place / "ttrt" / f"needs{SUFFIX}", library)
    monkeypatch.setattr(examination, "_installed", lambda: [Place(place) for place in places])
    (finding,) = examine(variables={}).findings
    assert finding.severity is Severity.NOTE and "installed 2 times" in finding.what


def test_a_process_that_loaded_a_library_twice(tmp_path: Path) -> None:
    code = "import ctypes"
    for name in ("one", "two"):
        library = plain_library(tmp_path / "ttrt" / name / "libtwice.so", "-Wl,--build-id=uuid")
        code += f"; ctypes.CDLL({str(library)!r})"
    with running(code) as pid:
        report = report_of("--pid", pid, status=1)
    (finding,) = report["findings"]
    assert "libtwice.so is loaded from 2 files" in finding["what"]
