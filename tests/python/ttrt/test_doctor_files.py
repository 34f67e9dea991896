"""`ttrt doctor` and files: damaged ones, archives, links, and how the command ends."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import doctor_samples as samples
import pytest
from doctor_samples import PACKAGES, SHARED_NANOBIND, doctor, report_of, tool

from ttrt.doctor.archive import members
from ttrt.doctor.elf import DamagedFile


def passed_over(report: dict[str, object]) -> dict[str, str]:
    """Reasons by the names of the files that were passed over."""
    findings = report["findings"]
    assert isinstance(findings, list)
    lines = [line for finding in findings if finding["check"] == "files" for line in finding["files"]]
    return {Path(file).name: reason for file, _, reason in (line.partition(": ") for line in lines)}


def test_damaged_files_are_passed_over(tmp_path: Path) -> None:
    whole = SHARED_NANOBIND.read_bytes()
    (tmp_path / "empty.so").touch()
    (tmp_path / "empty.a").touch()
    (tmp_path / "text.so").write_text("hello")
    (tmp_path / "text.a").write_text("hello")
    (tmp_path / "dangling.so").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.so").symlink_to(tmp_path / "loop.so")
    os.mkfifo(tmp_path / "pipe.so")
    for size in (4, 63, 64, 1000, 30_000, len(whole) - 1):
        (tmp_path / f"cut{size}.so").write_bytes(whole[:size])
    (tmp_path / "cut.a").write_bytes(b"!<arch>\n" + f"{'a.o/':16}{'0':32}{'999':10}`\n".encode() + b"short")
    (tmp_path / "noise.a").write_bytes(b"!<arch>\n" + b"x" * 100)
    report = report_of(tmp_path, status=0)
    reasons = passed_over(report)
    assert set(reasons) == {path.name for path in tmp_path.iterdir()}
    assert reasons["empty.so"] == "it is empty" and reasons["text.so"] == "it is no ELF file"
    assert "cut off" in reasons["cut.a"] and "cut off" in reasons["cut30000.so"]
    assert [finding["severity"] for finding in report["findings"]] == ["note"]


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bytes_never_end_the_examination(tmp_path: Path, seed: int) -> None:
    """Every field that offsets and sizes stand in, one after the other, becomes large."""
    whole = SHARED_NANOBIND.read_bytes()
    for number, place in enumerate(range(16 + seed, 1024, 8 * 4)):
        damaged = bytearray(whole)
        damaged[place : place + 4] = b"\xff\xff\xff\x7f"
        (tmp_path / f"lib{number}.so").write_bytes(damaged)
    result = doctor(tmp_path)
    assert result.returncode in (0, 1) and "Traceback" not in result.stderr, result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_files_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret.so").write_bytes(b"\x7fELF")
    (tmp_path / "secret.so").chmod(0)
    assert "Permission denied" in passed_over(report_of(tmp_path, status=0))["secret.so"]


def test_each_file_is_examined_once(tmp_path: Path) -> None:
    shutil.copy(SHARED_NANOBIND, tmp_path / "libreal.so.1.2")
    (tmp_path / "libreal.so.1").symlink_to("libreal.so.1.2")
    (tmp_path / "libreal.so").symlink_to("libreal.so.1")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "libscript.so").write_text("/* GNU ld script */\nINPUT(libreal.so.1)\n")
    report = report_of(tmp_path, tmp_path / "libreal.so.1", status=0)
    assert report["examined"]["files"] == 1
    assert not passed_over(report)


@pytest.mark.parametrize("kind", ["rcs", "rcsT"])
def test_members_of_archives(tmp_path: Path, kind: str) -> None:
    for name in ("a.o", "a_name_that_is_longer_than_sixteen.o", "odd.o"):
        (tmp_path / name).write_text(name * 3 + "." * (name == "odd.o"))
    archive = tmp_path / "lib.a"
    tool("ar", kind, archive, *sorted(tmp_path.glob("*.o")))
    data = archive.read_bytes()
    found = {Path(member.name).name: member.read(data) for member in members(data, archive)}
    assert found == {path.name: path.read_bytes() for path in tmp_path.glob("*.o")}


def test_names_of_bsd_archives(tmp_path: Path) -> None:
    name = b"a_long_name_of_a_member.o\0\0\0"
    header = f"{f'#1/{len(name)}':16}{'0':32}{len(name) + 4:<10}`\n".encode()
    data = b"!<arch>\n" + header + name + b"body"
    (member,) = members(data, tmp_path / "lib.a")
    assert (member.name, member.read(data)) == ("a_long_name_of_a_member.o", b"body")


def test_a_member_that_a_thin_archive_has_lost(tmp_path: Path) -> None:
    data = b"!<thin>\n" + f"{'gone.o/':16}{'0':32}{'4':<10}`\n".encode()
    (member,) = members(data, tmp_path / "lib.a")
    with pytest.raises(DamagedFile, match=r"gone\.o cannot be read"):
        member.read(data)


def test_the_shape_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "empty.so").touch()
    report = report_of(tmp_path, status=0)
    assert set(report) == {"result", "problems", "notes", "examined", "findings", "instances"}
    assert (report["result"], report["problems"], report["notes"]) == ("healthy", 0, 1)
    assert set(report["examined"]) == {"places", "files", "archives", "others", "packages", "python", "pid"}
    assert report["examined"]["places"] == [str(tmp_path)]
    assert set(report["findings"][0]) == {"severity", "check", "what", "why", "remedy", "files"}


def test_statuses(tmp_path: Path) -> None:
    for status, says, arguments in [
        (2, "not both", [tmp_path, "--pid", "1"]),
        (2, "--pid", ["--pid", "none"]),
        (2, "there is no process 99999999", ["--pid", "99999999"]),
        (3, "/nowhere: No such file", ["/nowhere"]),
    ]:
        result = doctor(*arguments)
        assert result.returncode == status, (arguments, result.returncode, result.stderr)
        assert says in result.stderr and "Traceback" not in result.stderr
    assert report_of("/nowhere", status=3)["result"] == "error"


@pytest.mark.skipif(os.geteuid() == 0, reason="root looks into every process")
def test_a_process_of_another_user() -> None:
    result = doctor("--pid", "1")
    assert result.returncode == 3 and "belongs to another user" in result.stderr


def test_help_and_the_folder_of_one_file() -> None:
    assert "--pid" in doctor("--help").stdout
    report = report_of(SHARED_NANOBIND, status=0)
    assert report["examined"]["files"] == 1 and "none of the examined extensions" in report["findings"][0]["what"]
    assert samples.PACKAGES == PACKAGES
