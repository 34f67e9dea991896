"""Binaries from Python: what they tell, and how damaged ones are refused."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path

import pytest

import ttrt.binary


def test_description(chain: ttrt.binary.Binary) -> None:
    assert chain.file_identifier == "TTNN"
    assert chain.get_num_programs() >= 1
    assert chain.get_program_name(0) == "chain"
    inputs = chain.get_program_inputs(0)
    assert [argument.name for argument in inputs] == ["a", "b"]
    assert inputs[0].shape == [2, 3] and inputs[0].dtype.name == "Float32"
    names = [op.name for op in chain.get_program_ops(0)]
    assert [name for name in names if name in ("ttnn.add", "ttnn.exp", "ttnn.multiply")] == [
        "ttnn.add",
        "ttnn.exp",
        "ttnn.multiply",
    ]
    assert ttrt.binary.stats.collect_op_stats(chain)["chain"]["ttnn.exp"] == 1
    assert "ttnn.exp" in chain.get_mlir() and "ttir.exp" in chain.get_source_mlir()


def test_json_forms(chain: ttrt.binary.Binary) -> None:
    assert json.loads(chain.as_json())
    assert ttrt.binary.system_desc_as_dict(chain)
    assert ttrt.binary.program_inputs_as_dict(chain, 0)
    assert ttrt.binary.program_outputs_as_dict(chain, 0)
    assert any(op["name"] == "ttnn.exp" for op in ttrt.binary.program_ops_as_dict(chain, 0))


def test_store_and_load_from_bytes(chain: ttrt.binary.Binary, chain_path: Path, tmp_path: Path) -> None:
    chain.store(str(tmp_path / "copy.ttnn"))
    assert (tmp_path / "copy.ttnn").read_bytes() == chain_path.read_bytes()
    again = ttrt.binary.load_binary_from_bytes(chain_path.read_bytes())
    assert again.get_program_name(0) == "chain" and again.id != chain.id


def test_storing_to_a_full_disk(chain: ttrt.binary.Binary, full_disk: Path) -> None:
    path = full_disk / "copy.ttnn"
    path.write_bytes(b"old")
    with pytest.raises(OSError) as raised:
        chain.store(str(path))
    assert raised.value.errno == errno.ENOSPC and raised.value.filename == str(path)
    assert path.read_bytes() == b"old" and len(list(full_disk.iterdir())) == 2


def test_storing_to_a_device(chain: ttrt.binary.Binary, full_device: Path) -> None:
    with pytest.raises(OSError) as raised:
        chain.store(str(full_device))
    assert raised.value.errno == errno.ENOSPC and full_device.is_char_device()


def test_storing_through_a_link(chain: ttrt.binary.Binary, chain_path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("file")
    chain.store(str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_bytes() == chain_path.read_bytes()


def test_the_commit_of_the_compiler(chain: ttrt.binary.Binary) -> None:
    assert re.fullmatch("[0-9a-f]{40}([0-9a-f]{24})?|unknown", chain.ttmlir_git_hash)


def test_a_missing_file() -> None:
    with pytest.raises(FileNotFoundError) as raised:
        ttrt.binary.load_binary_from_path("/nowhere/model.ttnn")
    assert raised.value.errno == errno.ENOENT and raised.value.filename == "/nowhere/model.ttnn"


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        ttrt.binary.load_binary_from_path(str(tmp_path))


@pytest.mark.parametrize("size", [0, 1, 7, 31, 32, 100, -1])
def test_truncated_files(chain_path: Path, tmp_path: Path, size: int) -> None:
    (tmp_path / "cut.ttnn").write_bytes(chain_path.read_bytes()[:size])
    with pytest.raises(ValueError) as raised:
        ttrt.binary.load_binary_from_path(str(tmp_path / "cut.ttnn"))
    assert "cut.ttnn" in str(raised.value)


def test_every_flipped_bit_is_found(chain_path: Path) -> None:
    data = chain_path.read_bytes()
    for position in range(0, len(data), max(1, len(data) // 200)):
        damaged = bytearray(data)
        damaged[position] ^= 1 << (position % 8)
        with pytest.raises(ValueError):
            ttrt.binary.load_binary_from_bytes(bytes(damaged))


def test_indices_out_of_range(chain: ttrt.binary.Binary) -> None:
    for call in (
        chain.get_program_name,
        chain.get_program_inputs,
        chain.get_program_ops_as_json,
        chain.is_program_private,
    ):
        with pytest.raises(IndexError):
            call(99)
