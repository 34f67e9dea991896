"""The native libraries: one nanobind, nothing undefined, quick to load, and open to other extensions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ttmlir import ir


def libraries() -> Path:
    import ttmlir._mlir_libs._mlir as native

    return Path(native.__file__).parent


def extension(name: str) -> Path:
    [path] = libraries().glob(f"{name}.*.so")
    return path


@pytest.mark.parametrize("name", ["_mlir", "_ttmlir"])
def test_nothing_of_the_bindings_is_undefined(name: str) -> None:
    output = subprocess.run(
        ["nm", "-DC", "--undefined-only", extension(name)], capture_output=True, text=True, check=True
    ).stdout
    assert [line for line in output.splitlines() if "mlir::python" in line] == []


@pytest.mark.parametrize("name", ["_mlir", "_ttmlir"])
def test_extensions_share_one_nanobind(name: str) -> None:
    defined = subprocess.run(
        ["nm", "-DC", "--defined-only", extension(name)], capture_output=True, text=True, check=True
    ).stdout
    assert "nanobind::detail::nb_type_new" not in defined
    linked = subprocess.run(["ldd", extension(name)], capture_output=True, text=True, check=True).stdout
    assert "libnanobind-tenon.so" in linked
    assert "not found" not in linked


def test_capsules_carry_objects_between_extensions(context: ir.Context) -> None:
    kind = ir.F32Type.get()
    assert ir.Type._CAPICreate(kind._CAPIPtr) == kind
    module = ir.Module.create()
    assert ir.Module._CAPICreate(module._CAPIPtr) is module
    assert ir.Operation._CAPICreate(module.operation._CAPIPtr) is module.operation
    assert ir.Context._CAPICreate(context._CAPIPtr) is context
    attribute = ir.StringAttr.get("x")
    assert ir.Attribute._CAPICreate(attribute._CAPIPtr) == attribute
    location = ir.Location.file("a", 1, 1)
    assert ir.Location._CAPICreate(location._CAPIPtr) == location
    with pytest.raises(ValueError, match="incorrect name"):
        ir.Attribute._CAPICreate(kind._CAPIPtr)


def test_importing_brings_no_more_than_it_needs() -> None:
    # numpy alone takes longer to import than all of ttmlir.ir; dialects are imported when they are used.
    code = "import sys, ttmlir.ir; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(libraries().parents[1])},
    ).stdout.split()  # fmt: skip
    assert "numpy" not in modules
    assert not [name for name in modules if name.startswith("ttmlir.dialects.")]
