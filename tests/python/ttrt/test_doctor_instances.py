"""`ttrt doctor` and instances of nanobind: the arrangement that crashes, built on purpose, and the real one."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import doctor_samples as samples
import pytest
from doctor_samples import PACKAGES, SHARED_NANOBIND, SUFFIX, Broken, doctor, report_of, running, text_of

from ttrt.doctor import examine_process


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Broken:
    return samples.build_broken(tmp_path_factory.mktemp("doctor"))


def of_nanobind(report: Any) -> list[Any]:
    return [instance for instance in report["instances"] if instance["library"] == "nanobind"]


def test_the_arrangement_crashes_at_the_first_look_up(broken: Broken) -> None:
    code = "import broken; print(broken.extension_knows_probe(), flush=True); print(broken.library_knows_probe())"
    environment = samples.clean_environment(PYTHONPATH=str(broken.folder))
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, timeout=60
    )
    assert result.stdout == "True\n"
    assert result.returncode == -signal.SIGSEGV or "SEGV" in result.stderr


def test_it_is_named_before_it_crashes(broken: Broken) -> None:
    result = doctor(broken.folder)
    assert result.returncode == 1
    text = text_of(result)
    assert f"problem {broken.extension.name} brings 2 instances of nanobind into a process, 1 of which is never" in text
    assert "PyInit_broken initialises the shared one, libnanobind-tenon.so" in text
    assert "came with the static library libcallbacks.a (member joined.o)" in text
    assert "internals = 0x0" in text and "Leave exactly one nanobind" in text
    for file in (broken.extension, broken.archive, SHARED_NANOBIND):
        assert str(file) in result.stdout
    assert "1 problem" in result.stdout.splitlines()


def test_it_is_named_to_programs(broken: Broken) -> None:
    report = report_of(broken.folder, status=1)
    (finding,) = report["findings"]
    assert (finding["severity"], finding["check"]) == ("problem", "instances")
    assert finding["files"] == [str(broken.extension), str(broken.archive), str(SHARED_NANOBIND)]
    found = {(i["file"], i["holder"]): i for i in of_nanobind(report)}
    assert set(found) == {
        (str(broken.extension), "extension"),
        (str(broken.archive), "archive"),
        (str(SHARED_NANOBIND), "shared library"),
    }
    second = found[str(broken.extension), "extension"]
    assert second["initialised"] is False and second["address"].startswith("0x")
    shared = found[str(SHARED_NANOBIND), "shared library"]
    assert shared["initialised"] is True and shared["initialised_by"] == [str(broken.extension)]
    assert second["abi"] == shared["abi"] and shared["abi"].startswith("v")


def test_it_is_found_without_symbols(broken: Broken, tmp_path: Path) -> None:
    shutil.copy(broken.archive, tmp_path)
    samples.tool("strip", broken.extension, "-o", tmp_path / broken.extension.name)
    (finding,) = report_of(tmp_path, status=1)["findings"]
    assert "brings 2 instances of nanobind" in finding["what"]
    assert "may have come with the static library libcallbacks.a" in finding["what"]


def test_its_pointer_is_null_in_a_process(broken: Broken) -> None:
    with running("import broken", broken.folder) as pid:
        report = report_of("--pid", pid, status=1)
    (finding,) = report["findings"]
    assert finding["files"][0] == str(broken.extension)
    assert f"In process {pid} its internals are at 0x0" in finding["what"]
    pointers = {instance["file"]: instance["pointer"] for instance in of_nanobind(report)}
    assert pointers[str(broken.extension)] == "0x0"


def test_a_static_library_with_nanobind_is_named_by_itself(broken: Broken, tmp_path: Path) -> None:
    shutil.copy(broken.archive, tmp_path)
    (finding,) = report_of(tmp_path, status=1)["findings"]
    assert "libcallbacks.a holds an instance of nanobind (in joined.o)" in finding["what"]
    shutil.move(tmp_path / broken.archive.name, tmp_path / "libnanobind-static.a")
    (finding,) = report_of(tmp_path, status=0)["findings"]
    assert finding["severity"] == "note"


def test_a_library_that_is_no_extension_initialises_nothing(broken: Broken, tmp_path: Path) -> None:
    samples.link(tmp_path / "libcallbacks.so", ["-Wl,--whole-archive", str(broken.archive), "-Wl,--no-whole-archive"])
    (finding,) = report_of(tmp_path, status=1)["findings"]
    assert "libcallbacks.so holds an instance of nanobind that is never initialised" in finding["what"]


@pytest.mark.parametrize("stripped", [False, True])
def test_an_extension_with_nanobind_of_its_own_is_sound(broken: Broken, tmp_path: Path, stripped: bool) -> None:
    source = samples.EXTENSION.replace("library_knows_probe();", "library_knows_probe() { return true; }", 1)
    unit = samples.compile_object(source, tmp_path / "own.o")
    folder = tmp_path / "packages"
    samples.link(folder / f"broken{SUFFIX}", [unit, broken.nanobind_object], *(["-s"] if stripped else []))
    report = report_of(folder, status=0)
    assert not report["findings"]
    assert [instance["initialised"] for instance in of_nanobind(report)] == [True]
    with running("import broken", folder) as pid:
        (instance,) = (i for i in examine_process(pid).instances if i.file.startswith(str(folder)))
    assert instance.initialised is True
    assert stripped or instance.pointer


@pytest.mark.parametrize("stripped", [False, True])
def test_two_cores_in_one_extension_are_counted(broken: Broken, tmp_path: Path, stripped: bool) -> None:
    unit = samples.compile_object(samples.EXTENSION, tmp_path / "own.o")
    folder = tmp_path / "packages"
    samples.link(
        folder / f"broken{SUFFIX}", [unit, broken.nanobind_object, broken.archive], *(["-s"] if stripped else [])
    )
    report = report_of(folder, status=1)
    assert sorted(instance["initialised"] for instance in of_nanobind(report)) == [False, True]
    (finding,) = report["findings"]
    assert "brings 2 instances of nanobind" in finding["what"] and "1 of which is never initialised" in finding["what"]


def test_an_extension_that_links_the_shared_nanobind_and_uses_another(broken: Broken, tmp_path: Path) -> None:
    source = samples.EXTENSION.replace("library_knows_probe();", "library_knows_probe() { return true; }", 1)
    unit = samples.compile_object(source, tmp_path / "own.o")
    path = f"-Wl,-rpath,{SHARED_NANOBIND.parent}"
    objects = [unit, broken.nanobind_object, SHARED_NANOBIND]
    samples.link(tmp_path / "packages" / f"broken{SUFFIX}", objects, "-Wl,--no-as-needed", path)
    findings = report_of(tmp_path / "packages", status=1)["findings"]
    (problem,) = (finding for finding in findings if finding["severity"] == "problem")
    assert "linked with the shared one, libnanobind-tenon.so, and PyInit_broken initialises another" in problem["what"]


def test_the_real_packages_have_exactly_one_instance() -> None:
    report = report_of(PACKAGES / "ttmlir", PACKAGES / "ttrt", status=0)
    assert not [finding for finding in report["findings"] if finding["severity"] == "problem"]
    (instance,) = of_nanobind(report)
    assert instance["file"] == str(SHARED_NANOBIND)
    assert instance["initialised"] is True
    assert {Path(file).name.split(".")[0] for file in instance["initialised_by"]} >= {"_mlir", "_ttmlir_runtime"}


def test_the_environment_of_these_tests_is_sound() -> None:
    result = doctor()
    assert result.returncode == 0, result.stdout
    text = text_of(result)
    assert "No problem found" in text
    assert f"nanobind in {SHARED_NANOBIND.name}: initialised by" in text
    assert "Looked at" in text and str(PACKAGES) in text


def test_a_process_with_the_real_packages_has_exactly_one_instance() -> None:
    with running("import ttrt.runtime, ttmlir.ir") as pid:
        report = report_of("--pid", pid, status=0)
    assert not report["findings"]
    (instance,) = of_nanobind(report)
    assert (instance["file"], instance["initialised"]) == (str(SHARED_NANOBIND), True)
    assert len(instance["initialised_by"]) == 3
    assert report["examined"]["pid"] == pid
