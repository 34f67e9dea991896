"""Writing a Binary to a file through the C API, which the C++ function for it stands behind."""

from __future__ import annotations

import ctypes
import os
import stat
from pathlib import Path

import pytest

from ttmlir import ir, passes

PROGRAM = "func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> { return %a : tensor<2xf32> }"


class StringRef(ctypes.Structure):
    """MlirStringRef."""

    _fields_ = (("data", ctypes.c_char_p), ("length", ctypes.c_size_t))


class Result(ctypes.Structure):
    """MlirLogicalResult."""

    _fields_ = (("value", ctypes.c_int8),)


class Module(ctypes.Structure):
    """MlirModule."""

    _fields_ = (("ptr", ctypes.c_void_p),)


def write(module: ir.Module, path: Path) -> list[str]:
    """Writes the file; the messages of the errors, none where it succeeds."""
    library = ctypes.CDLL(next((Path(ir.__file__).parent / "_mlir_libs").glob("libTenonCAPI.so")))
    translate = library.ttmlirTranslateTTNNToFlatbufferFile
    translate.argtypes, translate.restype = [Module, StringRef], Result
    pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
    pointer_of.argtypes, pointer_of.restype = [ctypes.py_object, ctypes.c_char_p], ctypes.c_void_p
    name_of = ctypes.pythonapi.PyCapsule_GetName
    name_of.argtypes, name_of.restype = [ctypes.py_object], ctypes.c_char_p
    capsule = module._CAPIPtr
    handle = Module(pointer_of(capsule, name_of(capsule)))
    name = os.fsencode(path)
    messages: list[str] = []

    def take(diagnostic: ir.Diagnostic) -> bool:
        messages.append(diagnostic.message)
        return True

    with module.context.attach_diagnostic_handler(take):
        succeeded = translate(handle, StringRef(name, len(name))).value
    assert bool(succeeded) == (not messages)
    return messages


@pytest.fixture
def module(context: ir.Context) -> ir.Module:
    module = ir.Module.parse(PROGRAM)
    passes.ttir_to_ttnn_backend_pipeline(module)
    return module


def test_files_and_links(module: ir.Module, tmp_path: Path) -> None:
    contents = passes.ttnn_to_flatbuffer_bytes(module)
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "old").chmod(0o600)
    (tmp_path / "to-old").symlink_to("old")
    (tmp_path / "to-new").symlink_to("new")
    for name in ("old", "new"):
        assert write(module, tmp_path / f"to-{name}") == []
        assert (tmp_path / f"to-{name}").is_symlink() and (tmp_path / name).read_bytes() == contents
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o600
    assert len(list(tmp_path.iterdir())) == 4


def test_a_full_device_stays_a_device(module: ir.Module, full_device: Path) -> None:
    assert write(module, full_device) == [f"cannot write '{full_device}': No space left on device"]
    assert full_device.is_char_device()


def test_a_full_disk_leaves_the_old_file(module: ir.Module, full_disk: Path) -> None:
    path = full_disk / "program.ttnn"
    path.write_bytes(b"old")
    assert write(module, path) == [f"cannot write '{path}': No space left on device"]
    assert path.read_bytes() == b"old" and len(list(full_disk.iterdir())) == 2


def test_what_cannot_be_written(module: ir.Module, tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "program.ttnn"
    assert write(module, missing) == [f"cannot write '{missing}': No such file or directory"]
    assert write(module, tmp_path) == [f"cannot write '{tmp_path}': Is a directory"]
