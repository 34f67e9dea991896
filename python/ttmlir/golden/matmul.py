"""Golden functions of matrix products."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .registry import Array, golden, is_floating


@golden("ttir.matmul")
def matmul(a: Array, b: Array, *, transpose_a: bool = False, transpose_b: bool = False) -> Array:
    """A @ b, of which either may be given transposed."""
    a = np.swapaxes(a, -1, -2) if transpose_a and a.ndim > 1 else a
    b = np.swapaxes(b, -1, -2) if transpose_b and b.ndim > 1 else b
    return np.asarray(np.matmul(a, b) if is_floating(a.dtype) else _wrapped(a, b))


def _wrapped(a: Array, b: Array) -> Array:
    """Of integers: sums wrap in their own dtype, which sums in 64 bits do as well."""
    return np.asarray(np.matmul(a.astype(np.int64), b.astype(np.int64))).astype(a.dtype)


@golden("ttir.linear")
def linear(
    a: Array, b: Array, bias: Array | None = None, *, transpose_a: bool = False, transpose_b: bool = False
) -> Array:
    """A @ b + bias."""
    product = matmul(a, b, transpose_a=transpose_a, transpose_b=transpose_b)
    return product if bias is None else product + bias


@golden("ttir.dot_general")
def dot_general(
    lhs: Array,
    rhs: Array,
    *,
    batch_dims_lhs: Sequence[int],
    contract_dims_lhs: Sequence[int],
    batch_dims_rhs: Sequence[int],
    contract_dims_rhs: Sequence[int],
) -> Array:
    """The sum over contracted dimensions (StableHLO spec: dot_general): batch, then lhs, then rhs dimensions remain."""
    left = list(range(lhs.ndim))
    right = list(range(lhs.ndim, lhs.ndim + rhs.ndim))
    for i, j in zip([*batch_dims_lhs, *contract_dims_lhs], [*batch_dims_rhs, *contract_dims_rhs], strict=True):
        right[j] = left[i]
    out = [left[i] for i in batch_dims_lhs]
    out += [left[i] for i in range(lhs.ndim) if i not in (*batch_dims_lhs, *contract_dims_lhs)]
    out += [right[j] for j in range(rhs.ndim) if j not in (*batch_dims_rhs, *contract_dims_rhs)]
    return np.asarray(np.einsum(lhs, left, rhs, right, out))
