"""Values for the parameters of types and attributes, worked out from their definitions."""

from __future__ import annotations

import functools
import importlib
import sys
from pathlib import Path
from typing import Any

from ttmlir import ir

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "utils"))

from opgen import c_api  # noqa: E402
from opgen import definitions as defs  # noqa: E402

_TD = ROOT / "include" / "ttmlir" / "Dialect"
# The files that cmake/TenonDefinitions.cmake names for each dialect.
_FILES = {
    "ttcore": ["TTCore/IR/TTCoreTypes.td"],
    "ttir": ["TTIR/IR/TTIRBase.td"],
    "ttkernel": ["TTKernel/IR/TTKernelOpsAttrs.td", "TTKernel/IR/TTKernelOpsTypes.td"],
    "ttmetal": [
        "TTKernel/IR/TTKernelOpsAttrs.td",
        "TTMetal/IR/TTMetalOpsAttrs.td",
        "TTMetal/IR/TTMetalOpsTypes.td",
    ],
    "ttnn": ["TTCore/IR/TTCoreAttrs.td", "TTNN/IR/TTNNOpsAttrs.td", "TTNN/IR/TTNNOpsTypes.td"],
}
DIALECTS = tuple(_FILES)


@functools.cache
def dialect_definitions(dialect: str) -> defs.Definitions:
    includes = [ROOT / "include", Path("/usr/lib/llvm-22/include")]
    return defs.load_definitions([_TD / file for file in _FILES[dialect]], includes, dialect)


ALL = [definition for dialect in DIALECTS for definition in dialect_definitions(dialect).definitions]
BY_CLASS = {definition.qualified: definition for definition in ALL}
IDS = [f"{definition.dialect}.{definition.class_name}" for definition in ALL]

# IR of what parameters of builtin classes are given.
_BUILTIN = {
    "Attribute": "#ttnn.kernel_arg_scalar<3>",
    "BoolAttr": "true",
    "ChipCapabilityAttr": "1 : i32",
    "DenseIntElementsAttr": "dense<[[0, 1], [1, 2]]> : tensor<2x2xi64>",
    "FloatAttr": "5.000000e-01 : f32",
    "IntegerAttr": "2 : i64",
    "MemRefType": "memref<2x4x!ttcore.tile<32x32, bf16>, #ttnn.buffer_type<l1>>",
    "RankedTensorType": "tensor<2x4xf32>",
    "StringAttr": '"text"',
    "SymbolRefAttr": "@kernel",
    "Type": "!ttcore.tile<32x32, f32>",
}

# Parameters that a verifier ties to others, or that are written only in one way.
_TIED: dict[str, dict[str, Any]] = {
    "ttcore.DeviceAttr": {
        # One chip for each element of the mesh, and a topology for each axis.
        "meshShape": lambda: [1, 2],
        "chipIds": lambda: [0, 1],
    },
    "ttcore.SystemDescAttr": {
        # Each chip is described by one of the descriptors.
        "chipDescIndices": lambda: [0, 1],
        "chipChannels": lambda: [ir.Attribute.parse("#ttcore.chip_channel<[0, [0, 0]], [1, [0, 1]]>")],
    },
    # What lies in L1 has 8, 16 or 32 bits.
    "ttkernel.L1AddrPtrType": {"elementWidth": lambda: 16},
    # A tile has two data movement cores.
    "ttmetal.NocConfigAttr": {"dm_core_index": lambda: 1},
    # Their ranges do not overlap.
    "ttnn.CoreRangeSetAttr": {"core_ranges": lambda: [ir.Attribute.parse("#ttnn.core_range<(0,0), (1,1)>")]},
    # A configuration has one kind of shards, and they lie in a sharded tensor.
    "ttnn.MemoryConfigAttr": {
        "tensorMemoryLayout": lambda: ir.Attribute.parse("#ttnn.tensor_memory_layout<block_sharded>"),
        "bufferType": lambda: ir.Attribute.parse("#ttnn.buffer_type<l1>"),
        "ndShardSpec": lambda: None,
    },
    # What is cut has a dimension.
    "ttnn.PlacementAttr": {"type": lambda: 1, "dim": lambda: ir.Attribute.parse("0 : i64")},
    "ttnn.TTNNLayoutAttr": {
        "mem_layout": lambda: ir.Attribute.parse("#ttnn.tensor_memory_layout<block_sharded>"),
    },
    # A tile is of one of the card's sizes.
    "ttcore.TileType": {"shape": lambda: [32, 32]},
}
# The same where only what is required is given.
_TIED_MINIMAL: dict[str, dict[str, Any]] = {
    "ttcore.DeviceAttr": {"chipIds": lambda: [0]},
    "ttnn.MemoryConfigAttr": {"bufferType": lambda: ir.Attribute.parse("#ttnn.buffer_type<system_memory>")},
    "ttnn.PlacementAttr": {"type": lambda: 0},
    "ttnn.TTNNLayoutAttr": {
        "memref": lambda: ir.Type.parse("memref<64x128xf32, #ttnn.buffer_type<system_memory>>"),
    },
}


def python_class(definition: defs.Definition) -> Any:
    return getattr(importlib.import_module(f"ttmlir.dialects.{definition.dialect}"), definition.class_name)


def python_enum(parameter: defs.Parameter) -> Any:
    assert parameter.enum is not None
    module = importlib.import_module(f"ttmlir.dialects.{parameter.enum.dialect}")
    return getattr(module, parameter.class_name)


def values(definition: defs.Definition, *, minimal: bool = False) -> dict[str, Any]:
    """Values of all parameters, or of those that must be given. They fit together."""
    tied = _TIED.get(f"{definition.dialect}.{definition.class_name}", {})
    if minimal:
        tied = {**tied, **_TIED_MINIMAL.get(f"{definition.dialect}.{definition.class_name}", {})}
    return {
        parameter.name: tied[parameter.name]() if parameter.name in tied else _value(parameter)
        for parameter in definition.parameters
        if not minimal or parameter.default is None
    }


def instance(definition: defs.Definition, *, minimal: bool = False) -> Any:
    """An object of the definition's class."""
    return python_class(definition).get(**values(definition, minimal=minimal))


def _value(parameter: defs.Parameter) -> Any:
    if parameter.shape == defs.LIST:
        return [_element(parameter), _element(parameter)]
    return _element(parameter)


def _element(parameter: defs.Parameter) -> Any:
    if parameter.enum is not None:
        return list(python_enum(parameter))[-1]
    if parameter.kind == defs.BOOL:
        return True
    if parameter.kind == defs.INTEGER:
        return 2
    if parameter.kind == defs.STRING:
        return "text"
    if parameter.kind == defs.AFFINE_MAP:
        return ir.AffineMap.get_identity(2)
    if parameter.cpp_type in BY_CLASS:
        return instance(BY_CLASS[parameter.cpp_type])
    text = _BUILTIN[parameter.class_name]
    return ir.Type.parse(text) if parameter.kind == defs.TYPE else ir.Attribute.parse(text)


__all__ = ["ALL", "BY_CLASS", "DIALECTS", "IDS", "c_api", "defs"]
