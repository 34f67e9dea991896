"""Golden values: what each op of ttir and ttnn computes, in numpy, and how close other values are to it.

    from ttmlir import golden

    softmax = golden.get_golden_function("ttir.softmax")
    golden.get_pcc(softmax(x, dimension=-1), result_of_a_run)

They are written independently of the runtime's kernels and of the compiler's folders, which are tested against them.
"""

from __future__ import annotations

# The modules that fill the table.
from . import attention, creation, elementwise, matmul, movement, normalization, pooling, reduction, window  # noqa: F401
from . import ttnn as _ttnn  # noqa: F401  (refers to those of ttir)
from .attributes import unpack_mlir_attr
from .interpreter import Values, interpret
from .metrics import get_atol_rtol, get_atol_rtol_pcc, get_pcc
from .registry import GOLDEN_MAPPINGS, Evaluation, GoldenError, ResultType, evaluate, get_golden_function
from .tensors import GoldenMapTensor

__all__ = [
    "GOLDEN_MAPPINGS",
    "Evaluation",
    "GoldenError",
    "GoldenMapTensor",
    "ResultType",
    "Values",
    "evaluate",
    "get_atol_rtol",
    "get_atol_rtol_pcc",
    "get_golden_function",
    "get_pcc",
    "interpret",
    "unpack_mlir_attr",
]
