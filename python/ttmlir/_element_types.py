"""Element types as Python code writes them, as MLIR has them and as numpy does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from .ir import Type

# "f32", numpy.float32, torch.float32 or an MLIR type.
DType: TypeAlias = Any

# Spellings of element types, and the one the IR has for each.
_SPELLINGS = {
    "f32": "f32", "float32": "f32", "float": "f32",
    "f16": "f16", "float16": "f16", "half": "f16",
    "bf16": "bf16", "bfloat16": "bf16",
    "f64": "f64", "float64": "f64", "double": "f64",
    "si32": "si32", "i32": "i32", "int32": "si32", "int": "si32",
    "si64": "si64", "i64": "i64", "int64": "si64",
    "ui32": "ui32", "u32": "ui32", "uint32": "ui32",
    "ui16": "ui16", "u16": "ui16", "uint16": "ui16",
    "ui8": "ui8", "u8": "ui8", "uint8": "ui8",
    "i1": "i1", "bool": "i1", "bool_": "i1",
}  # fmt: skip

# numpy's codes of the element types that it has.
_NUMPY_CODES = {
    "f32": "f4", "f16": "f2", "f64": "f8", "si32": "i4", "i32": "i4", "si64": "i8", "i64": "i8", "ui32": "u4",
    "ui16": "u2", "ui8": "u1", "i1": "?",
}  # fmt: skip


def element_type(dtype: DType) -> Type:
    """The MLIR element type of a dtype. Raises TypeError for one that tensors of programs do not have."""
    from .ir import Type

    return dtype if isinstance(dtype, Type) else Type.parse(_spelling(dtype))


def numpy_dtype(dtype: DType) -> np.dtype[Any]:
    """The numpy dtype that holds a dtype's elements. Raises TypeError as element_type does."""
    from .ir import Type

    spelling = str(dtype) if isinstance(dtype, Type) else _spelling(dtype)
    if spelling == "bf16":
        import ml_dtypes

        return np.dtype(ml_dtypes.bfloat16)
    if spelling not in _NUMPY_CODES:
        raise TypeError(f"numpy has no {spelling}")
    return np.dtype(_NUMPY_CODES[spelling])


def _spelling(dtype: DType) -> str:
    name = dtype if isinstance(dtype, str) else _name_of(dtype)
    spelling = _SPELLINGS.get(name.removeprefix("torch.").removeprefix("numpy."))
    if spelling is None:
        raise TypeError(
            f"'{name}' is no element type of tensors; known are: {', '.join(sorted(set(_SPELLINGS.values())))}"
        )
    return spelling


def _name_of(dtype: Any) -> str:
    """The name of a numpy or PyTorch dtype, or of a class such as numpy.float32 or ml_dtypes.bfloat16."""
    if str(dtype).startswith("torch."):
        return str(dtype)
    try:
        return np.dtype(dtype).name
    except TypeError:
        return repr(dtype)
