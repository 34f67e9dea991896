"""The command ttrt: its output, and the status it ends with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import ttrt as package
from ttmlir.ir import Attribute, Context

PACKAGES = Path(package.__file__).parents[1]


def ttrt(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command, with the packages under test."""
    environment = os.environ | {"PYTHONPATH": os.fspath(PACKAGES)}
    command = [sys.executable, "-m", "ttrt", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)


def test_help_lists_the_exit_statuses() -> None:
    result = ttrt("--help")
    assert result.returncode == 0
    for word in ("run", "read", "query", "completion", "Exit status"):
        assert word in result.stdout


def test_run_with_made_up_inputs(chain_path: Path) -> None:
    result = ttrt("run", chain_path, "--init", "ones", "--loops", "3", "--json")
    assert result.returncode == 0, result.stderr
    (report,) = json.loads(result.stdout)
    assert report["result"] == "pass" and report["loops"] == 3 and report["program_name"] == "chain"
    assert report["outputs"][0]["shape"] == [2, 3]
    assert report["outputs"][0]["mean"] == pytest.approx(np.exp(2.0), rel=1e-6)


def test_run_with_files_and_saved_outputs(chain_path: Path, tmp_path: Path) -> None:
    a, b = np.full((2, 3), 0.5, np.float32), np.ones((2, 3), np.float32)
    np.save(tmp_path / "a.npy", a)
    np.savez(tmp_path / "rest.npz", b=b)
    result = ttrt(
        "run", chain_path, "-i", f"a={tmp_path / 'a.npy'}", "-i", tmp_path / "rest.npz", "--save", tmp_path / "out"
    )
    assert result.returncode == 0, result.stderr
    np.testing.assert_allclose(np.load(tmp_path / "out" / "chain_output_0.npy"), np.exp(a + b) * b, rtol=1e-6)


def test_the_same_seed_gives_the_same_results(chain_path: Path) -> None:
    first, second, other = (ttrt("run", chain_path, "--seed", seed, "--json").stdout for seed in ("1", "1", "2"))
    mean = [json.loads(text)[0]["outputs"][0]["mean"] for text in (first, second, other)]
    assert mean[0] == mean[1] != mean[2]


@pytest.mark.parametrize("section", ["all", "version", "system_desc", "mlir", "inputs", "outputs", "op_stats"])
def test_read_sections(chain_path: Path, section: str) -> None:
    as_json = ttrt("read", chain_path, "--section", section, "--json")
    assert as_json.returncode == 0, as_json.stderr
    assert json.loads(as_json.stdout)
    table = ttrt("read", chain_path, "--section", section)
    assert table.returncode == 0, table.stderr
    assert table.stdout.strip()


def test_query(tmp_path: Path) -> None:
    result = ttrt("query", "--json", "--save", tmp_path / "system.mlir")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["devices"] and answer["system_desc"]["chip_descs"]
    with Context():
        Attribute.parse((tmp_path / "system.mlir").read_text())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    result = ttrt("completion", shell)
    assert result.returncode == 0 and "_TTRT_COMPLETE" in result.stdout


def test_statuses(chain_path: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.ttnn").write_bytes(b"not a program")
    np.save(tmp_path / "small.npy", np.zeros(3, np.float32))
    (tmp_path / "torn.npy").write_bytes(b"\x93NUMPY")
    for status, arguments in [
        (2, ["run"]),
        (2, ["frobnicate"]),
        (2, ["run", chain_path, "--init", "nonsense"]),
        (3, ["run", "/nowhere.ttnn"]),
        (3, ["read", tmp_path / "bad.ttnn"]),
        (4, ["run", chain_path, "-i", tmp_path / "small.npy"]),
        (4, ["run", chain_path, "-i", tmp_path / "torn.npy"]),
        (4, ["run", chain_path, "-i", "c=" + str(tmp_path / "small.npy")]),
        (4, ["run", chain_path, "--program-index", "9"]),
    ]:
        result = ttrt(*arguments)
        assert result.returncode == status, (arguments, result.returncode, result.stderr)
        assert result.stderr.strip() and "Traceback" not in result.stderr


def test_an_error_as_json(tmp_path: Path) -> None:
    result = ttrt("run", tmp_path / "none.ttnn", "--json")
    assert result.returncode == 3
    assert json.loads(result.stdout)["result"] == "error"


def test_results_that_cannot_be_written(chain_path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for arguments in (
        ["run", chain_path, "--save", tmp_path / "file" / "below"],
        ["run", chain_path, "--result-file", tmp_path / "missing" / "results.json"],
        ["query", "--save", tmp_path / "missing" / "system.mlir"],
    ):
        result = ttrt(*arguments)
        assert result.returncode == 5, (arguments, result.stderr)
        assert str(tmp_path) in result.stderr
        assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no /dev/full")
def test_a_full_disk_behind_standard_output(chain_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.fspath(PACKAGES)}
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "ttrt", "read", chain_path, "--json"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    assert result.returncode == 5
    assert "No space left" in result.stderr
    assert "Traceback" not in result.stderr


def test_results_reach_a_file_behind_a_link(chain_path: Path, tmp_path: Path) -> None:
    (tmp_path / "results.json").symlink_to(tmp_path / "real.json")
    assert ttrt("run", chain_path, "--result-file", tmp_path / "results.json").returncode == 0
    assert (tmp_path / "results.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())[0]["result"] == "pass"
