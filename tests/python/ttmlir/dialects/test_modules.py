"""Each dialect's module: it is there, fits what is registered, and knows the kinds of attributes it is given."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ttmlir.dialects
from ttmlir import ir

FOLDER = Path(ttmlir.dialects.__file__).parent
DIALECTS = [
    "affine",
    "arith",
    "bufferization",
    "builtin",
    "cf",
    "complex",
    "emitc",
    "func",
    "index",
    "linalg",
    "llvm",
    "math",
    "memref",
    "pdl",
    "quant",
    "scf",
    "shape",
    "tensor",
    "tosa",
    "transform",
    "ub",
    "vector",
]
EXTENSIONS = [
    "affine",
    "bufferization",
    "debug",
    "dlti",
    "func",
    "loop",
    "memref",
    "pdl",
    "structured",
    "structured_match",
    "tensor",
    "tune",
    "vector",
]

# Kinds of attributes without a Python form: a value has to be an ir.Attribute.
ATTRIBUTES_ONLY = {
    "AnyAttr",
    "AnyAttrOf",
    "AnyIntElementsAttr",
    "DeviceMappingArrayAttr",
    "ElementsAttr",
    "EmitC_OpaqueOrTypedAttr",
    "LoopAnnotationAttr",
    "PoisonAttrInterface",
    "Tosa_IntOrFloatAttr",
    "TypedAttrInterface",
}


def python(program: str) -> str:
    """What a program prints in a process of its own; its errors too."""
    environment = {**os.environ, "PYTHONPATH": str(FOLDER.parent.parent)}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    return (run.stdout + run.stderr).strip()


def upstream_modules() -> list[str]:
    return [*DIALECTS, *(f"transform.{name}" for name in EXTENSIONS)]


def generated_file(name: str) -> Path:
    """The file with the operations that a module hands on."""
    module = importlib.import_module(f"ttmlir.dialects.{name}")
    text = Path(module.__file__ or "").read_text()
    match = re.search(r"import (_\w+_ops_gen)|from \.+(_\w+_ops_gen) import", text)
    assert match is not None, name
    return FOLDER / f"{match[1] or match[2]}.py"


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_is_registered_and_loaded(context: ir.Context, name: str) -> None:
    assert context.get_dialect_descriptor(name).namespace == name


@pytest.mark.parametrize("name", upstream_modules())
def test_every_class_is_of_a_registered_operation(context: ir.Context, name: str) -> None:
    names = re.findall(r'OPERATION_NAME = "([\w.]+)"', generated_file(name).read_text())
    assert names
    assert [op for op in names if not context.is_registered_operation(op)] == []


@pytest.mark.parametrize("name", upstream_modules())
def test_attributes_are_made_from_python_values(name: str) -> None:
    text = generated_file(name).read_text()
    kinds = set(re.findall(r"AttrBuilder\.contains\('(\w+)'\)", text))
    unknown = {
        kind
        for kind in kinds - ATTRIBUTES_ONLY
        if not ir.AttrBuilder.contains(kind) and not kind.startswith(("LLVM_", "DI"))
    }
    assert unknown == set()


def test_no_kind_of_attribute_is_a_number() -> None:
    texts = "".join(file.read_text() for file in FOLDER.rglob("_*_gen.py"))
    assert re.findall(r"\banonymous_\d+\b", texts) == []


def test_all_dialects_can_be_imported_into_one_process() -> None:
    names = [f"ttmlir.dialects.{module.name}" for module in pkgutil.iter_modules([str(FOLDER)])]
    names += [f"ttmlir.dialects.{name}" for name in upstream_modules() if "." in name]
    assert python("\n".join(f"import {name}" for name in names)) == ""


def test_importing_ir_imports_no_dialect() -> None:
    program = "import sys, ttmlir.ir; print([name for name in sys.modules if 'dialects.' in name])"
    assert python(program) == "[]"


def test_an_operation_is_of_its_class_without_an_import() -> None:
    program = (
        "from ttmlir import ir\n"
        "with ir.Context():\n"
        "    module = ir.Module.parse('func.func private @f()')\n"
        "    print(type(module.body.operations[0]).__module__)"
    )
    assert python(program) == "ttmlir.dialects.func"
