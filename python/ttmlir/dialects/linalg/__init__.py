"""The dialect linalg: Structured operations on tensors and buffers.

For each named operation there is a function that takes inputs, and outputs as `outs`:
`linalg.matmul(a, b, outs=[c])`. It makes the body too, and returns the result, the list of several, or the operation
where it has none, for buffers. `generic`, `map` and `reduce` decorate a Python function that makes the body.
"""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from ..._mlir_libs._mlirDialectsLinalg import *
from .._linalg_enum_gen import *
from .._linalg_ops_gen import *
from .._linalg_ops_gen import _Dialect
from ._named import *
from ._structured import *
